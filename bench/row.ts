/** One line of a table: what was measured, and its measures by name. */
export type Row = Readonly<Record<string, string | number>>
