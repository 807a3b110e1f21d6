//! What there is to choose from in the kinds of columns.

use o365_core::open_enum;

open_enum! {
    /// Plain or formatted text.
    pub enum TextType {
        /// Plain.
        Plain = "plain",
        /// HTML.
        RichText = "richText",
    }
}

open_enum! {
    /// How many decimals are shown.
    pub enum DecimalPlaces {
        /// As many as there are.
        Automatic = "automatic",
        /// None.
        None = "none",
        /// One.
        One = "one",
        /// Two.
        Two = "two",
        /// Three.
        Three = "three",
        /// Four.
        Four = "four",
        /// Five.
        Five = "five",
    }
}

open_enum! {
    /// How a number is shown.
    pub enum NumberDisplay {
        /// As a number.
        Number = "number",
        /// As a percentage: 0.5 is 50 %.
        Percentage = "percentage",
    }
}

open_enum! {
    /// With the time or without.
    pub enum DateTimeFormat {
        /// The day.
        DateOnly = "dateOnly",
        /// The day and the time.
        DateTime = "dateTime",
    }
}

open_enum! {
    /// How a day is shown.
    pub enum DateTimeDisplay {
        /// As the service sees fit.
        Default = "default",
        /// In words: today, yesterday.
        Friendly = "friendly",
        /// In figures.
        Standard = "standard",
    }
}

open_enum! {
    /// How people choose.
    pub enum ChoiceDisplay {
        /// Several, by boxes.
        CheckBoxes = "checkBoxes",
        /// One, from a menu.
        DropDownMenu = "dropDownMenu",
        /// One, by buttons.
        RadioButtons = "radioButtons",
    }
}

open_enum! {
    /// Who can be chosen.
    pub enum PersonKind {
        /// People.
        PeopleOnly = "peopleOnly",
        /// People and groups.
        PeopleAndGroups = "peopleAndGroups",
    }
}

open_enum! {
    /// What comes of a formula.
    pub enum CalculatedType {
        /// Yes or no.
        Boolean = "boolean",
        /// Money.
        Currency = "currency",
        /// A day.
        DateTime = "dateTime",
        /// A number.
        Number = "number",
        /// Text.
        Text = "text",
    }
}
