/** The type of rows of ours while they are dragged, for the editor; {@link DraggedRows} as JSON. */
export const ROWS_MIME = 'application/vnd.veo-operations.rows+json';
