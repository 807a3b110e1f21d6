//! The items of a list, before they are read.

use std::fmt;

use o365_core::delta::{Delta, DeltaLink};
use o365_core::pager::Pages;
use o365_core::query::{Expand, Filter, Names, Orders, Query};
use o365_core::{Endpoint, List, Pager, Result};
use serde::de::DeserializeOwned;

use crate::model::{FieldValues, ListItem};

/// Items that the service puts on a page.
const LARGEST_PAGE: u32 = 5000;
const NON_INDEXED: &str = "HonorNonIndexedQueriesWarningMayFailRandomly";

/// The items of a list with their columns: say what you want of them, then loop over them.
///
/// It is a [`List`] that asks for the [`fields`](ListItem::fields) by itself. Nothing is asked of the service before the loop;
/// then page by page, with up to 5,000 items each.
///
/// ```no_run
/// # fn run(players: o365_sharepoint::ListHandle) -> o365_core::Result<()> {
/// use o365_sharepoint::prop::column;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct Player {
///     title: String,
///     goals: Option<f64>,
/// }
///
/// let scorers = players.items().filter(column("Goals").ge(100)).order_by(column("Goals").desc());
/// for item in scorers.as_type::<Player>() {
///     let item = item?;
///     println!("{} {:?}, changed {:?}", item.fields.title, item.fields.goals, item.last_modified_date_time);
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Limits
/// - In a list of more than **5,000 items** the service refuses filters and orders by a column that isn't indexed, and a
///   filter whose first condition leaves more than 5,000. To read all of such a list without a filter is no trouble.
/// - Filters by columns that aren't indexed are refused in any list, unless they are
///   [allowed](Self::allow_non_indexed).
/// - An answer has 12 lookups at most (people, terms and who made it count): [`select_fields`](Self::select_fields) leaves
///   the others out.
/// - The service counts no items: `$count` and `$skip` are not taken. The number of items is that of the loop.
#[must_use = "a list reads nothing until it is looped over"]
pub struct Items<F = FieldValues> {
    list: List<ListItem<F>>,
    fields: Expand,
    page_size: Option<u32>,
}

impl Items {
    pub(crate) fn new(at: Endpoint) -> Self {
        Items { list: List::new(at), fields: Expand::new("fields"), page_size: None }
    }
}

impl<F: DeserializeOwned> Items<F> {
    /// Reads the columns into a type of your own, by their internal names: the items are `ListItem<T>`, with the rest of what
    /// is known of them. A column without a value is missing in the answer: `Option`, or `#[serde(default)]`.
    ///
    /// Numbers are best read as `f64`: the service has no whole ones.
    #[allow(clippy::wrong_self_convention)] // as `List` has it
    pub fn as_type<T: DeserializeOwned>(self) -> Items<T> {
        let Items { list, fields, page_size } = self;
        Items { list: list.as_type(), fields, page_size }
    }

    /// Only these columns, by their internal names: less to carry, and the way to be told what a single lookup shows.
    pub fn select_fields(mut self, columns: impl Names) -> Self {
        self.fields = self.fields.select(columns);
        self
    }

    /// Only what matches: conditions on [`column`](crate::prop::column)s, which should be indexed. Given twice, both must
    /// match.
    pub fn filter(self, filter: impl Into<Filter>) -> Self {
        self.map(|list| list.filter(filter))
    }

    /// Lets filters and orders by columns that **aren't indexed** through, which the service refuses otherwise. It is for
    /// short lists: as soon as the list has more than 5,000 items such a request fails, from one day to the next and whatever
    /// it finds. To index the column ([`ColumnDraft::indexed`](crate::ColumnDraft::indexed)) is better.
    ///
    /// Each page is asked for with `Prefer: HonorNonIndexedQueriesWarningMayFailRandomly`.
    pub fn allow_non_indexed(self) -> Self {
        self.map(|list| list.prefer(NON_INDEXED))
    }

    /// In this order, by a [`column`](crate::prop::column) which should be indexed. Given twice, the second orders what the
    /// first finds equal.
    pub fn order_by(self, order: impl Orders) -> Self {
        self.map(|list| list.order_by(order))
    }

    /// Only these properties of the items, besides their fields.
    pub fn select(self, properties: impl Names) -> Self {
        self.map(|list| list.select(properties))
    }

    /// With what is related, in the same answer: `driveItem` in a document library, `versions`.
    pub fn expand(self, expand: impl Into<Expand>) -> Self {
        self.map(|list| list.expand(expand))
    }

    /// Adds all options of a query; its `$top` is the page size.
    pub fn query(self, query: &Query) -> Self {
        self.map(|list| list.query(query))
    }

    /// At most this many items, over all pages.
    pub fn limit(self, items: usize) -> Self {
        self.map(|list| list.limit(items))
    }

    /// Items on a page; 5,000, as many as the service takes, if nothing is said.
    pub fn page_size(mut self, items: u32) -> Self {
        self.page_size = Some(items);
        self
    }

    /// Adds a preference to the request of each page.
    pub fn prefer(self, preference: &str) -> Self {
        self.map(|list| list.prefer(preference))
    }

    /// Fetches the next page in a thread while the caller works on this one.
    pub fn prefetch(self) -> Self
    where
        F: Send + 'static,
    {
        self.map(List::prefetch)
    }

    /// The first item, if there is one.
    ///
    /// `GET …/lists/{id}/items?$top=1&$expand=fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-list).
    ///
    /// # Errors
    /// When it can't be fetched or read.
    pub fn first(self) -> Result<Option<ListItem<F>>> {
        self.list().first()
    }

    /// All items in memory.
    ///
    /// `GET …/lists/{id}/items?$expand=fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-list).
    ///
    /// # Errors
    /// The first one ends it.
    pub fn all(self) -> Result<Vec<ListItem<F>>> {
        self.list().all()
    }

    /// The items page by page.
    pub fn pages(self) -> Pages<ListItem<F>> {
        self.list().pages()
    }

    /// Goes on from a link that [`Pager::resume_link`] gave, in this program or an earlier one.
    pub fn resume(self, link: impl Into<String>) -> Pager<ListItem<F>> {
        self.list().resume(link)
    }

    /// What changed since `saved`; with `None`, everything that there is. See [`delta`](o365_core::delta).
    ///
    /// Deleted items come by their ids. The service tells the changes of all folders of a library, and none of filters.
    ///
    /// `GET …/lists/{id}/items/delta`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-delta).
    pub fn delta(self, saved: impl Into<Option<DeltaLink>>) -> Delta<ListItem<F>> {
        self.list().delta(saved)
    }

    /// The list as it will be asked for.
    ///
    /// `GET …/lists/{id}/items?$expand=fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-list).
    fn list(self) -> List<ListItem<F>> {
        let size = self.page_size.unwrap_or(LARGEST_PAGE).min(LARGEST_PAGE);
        self.list.expand(self.fields).page_size(size)
    }

    fn map(self, change: impl FnOnce(List<ListItem<F>>) -> List<ListItem<F>>) -> Self {
        Items { list: change(self.list), ..self }
    }
}

impl<F: DeserializeOwned> IntoIterator for Items<F> {
    type Item = Result<ListItem<F>>;
    type IntoIter = Pager<ListItem<F>>;

    fn into_iter(self) -> Pager<ListItem<F>> {
        self.list().into_iter()
    }
}

impl<F> Clone for Items<F> {
    fn clone(&self) -> Self {
        Items { list: self.list.clone(), fields: self.fields.clone(), page_size: self.page_size }
    }
}

impl<F> fmt::Debug for Items<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("list", &self.list)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}
