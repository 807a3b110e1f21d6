//! A place and the zone that its times are asked for in.

use http::Method;
use o365_core::query::Query;
use o365_core::time::TimeZone;
use o365_core::{Endpoint, List, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::{Event, Window};

/// Events that the service puts on a page.
const EVENTS: u32 = 999;

/// A place and the zone that its times are asked for in: UTC if nothing is said.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    at: Endpoint,
    zone: Option<TimeZone>,
}

impl Spot {
    pub(crate) fn new(at: Endpoint) -> Self {
        Spot { at, zone: None }
    }

    pub(crate) fn at(&self) -> &Endpoint {
        &self.at
    }

    pub(crate) fn in_zone(&self, zone: TimeZone) -> Self {
        Spot { at: self.at.clone(), zone: Some(zone) }
    }

    pub(crate) fn child(&self, segment: impl AsRef<str>) -> Self {
        self.here(self.at.child(segment))
    }

    /// Another place, in the same zone.
    pub(crate) fn here(&self, at: Endpoint) -> Self {
        Spot { at, zone: self.zone.clone() }
    }

    /// The zone of times that are given without one.
    pub(crate) fn account(&self) -> TimeZone {
        self.at.connection().time_zone()
    }

    pub(crate) fn get<T: DeserializeOwned>(&self, query: &Query) -> Result<T> {
        self.request(Method::GET).query(query).send()?.json()
    }

    pub(crate) fn post<T: DeserializeOwned>(&self, body: &(impl Serialize + ?Sized)) -> Result<T> {
        self.request(Method::POST).json(body).send()?.json()
    }

    /// A question by `POST`: it changes nothing, and can be asked again.
    pub(crate) fn ask<T: DeserializeOwned>(&self, body: &(impl Serialize + ?Sized)) -> Result<T> {
        self.request(Method::POST).json(body).repeatable().send()?.json()
    }

    pub(crate) fn patch<T: DeserializeOwned>(&self, body: &(impl Serialize + ?Sized)) -> Result<T> {
        self.request(Method::PATCH).json(body).send()?.json()
    }

    pub(crate) fn events(&self) -> List<Event> {
        self.list("events").largest_page(EVENTS)
    }

    /// Events in a window, by the collection of that name.
    pub(crate) fn between(&self, name: &str, window: &Window) -> List<Event> {
        let list = match window.texts(&self.account()) {
            Ok((start, end)) => {
                let query = Query::new().set("startDateTime", start).set("endDateTime", end);
                self.list(name).query(&query)
            }
            Err(error) => self.here(self.at.refuse(error.to_string())).list(name),
        };
        list.largest_page(EVENTS)
    }

    pub(crate) fn list<T: DeserializeOwned>(&self, name: &str) -> List<T> {
        self.list_at(self.at.child(name))
    }

    pub(crate) fn list_at<T: DeserializeOwned>(&self, at: Endpoint) -> List<T> {
        match self.preference() {
            Some(preference) => List::new(at).prefer(&preference),
            None => List::new(at),
        }
    }

    pub(crate) fn request(&self, method: Method) -> o365_core::connection::Request {
        let request = self.at.request(method);
        match self.preference() {
            Some(preference) => request.prefer(&preference),
            None => request,
        }
    }

    fn preference(&self) -> Option<String> {
        let zone = self.zone.as_ref()?.for_service();
        Some(format!("outlook.timezone=\"{}\"", zone.name().replace(['"', '\\'], "")))
    }
}
