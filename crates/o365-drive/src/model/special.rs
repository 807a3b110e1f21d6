//! Folders that have a name of their own for programs.

o365_core::open_enum! {
    /// A folder that programs find whatever it is called: its name is in the language of its owner. The service makes it
    /// when something is put into it first.
    ///
    /// Any name of the service's does where one is asked for: `drive.special("recordings")`.
    ///
    /// [drive: get special folder](https://learn.microsoft.com/graph/api/drive-get-specialfolder).
    pub enum SpecialFolder {
        /// Documents.
        Documents = "documents",
        /// Photos.
        Photos = "photos",
        /// What phones upload.
        CameraRoll = "cameraroll",
        /// The folder of this application, for which `Files.ReadWrite.AppFolder` is enough.
        AppRoot = "approot",
        /// Music.
        Music = "music",
        /// What came by mail and was kept.
        Attachments = "attachments",
        /// Recordings of meetings.
        Recordings = "recordings",
    }
}
