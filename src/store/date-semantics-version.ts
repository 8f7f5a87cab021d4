/** The version of the semantics of dates, stored as `user_version`. The dates of a file with a lower one are read again. */
export const dateSemanticsVersion = 1;
