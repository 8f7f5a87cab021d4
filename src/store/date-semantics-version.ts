/**
 * The version of the meaning of date texts, stored as `user_version`. The dates of a database with a lower version are
 * parsed again when it is opened.
 */
export const dateSemanticsVersion = 1;
