/** The type of rows of ours while they are dragged, for the editor; a list of {@link DraggedOperation} as JSON. */
export const ROWS_MIME = 'application/vnd.veo-operations.rows+json';
