/** The first line of an export without history. Without the texts of sources, most of its spans cannot be verified. */
export const exportHeader = { noun: 'export' } as const;
