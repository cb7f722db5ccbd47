/** Ended operations that the view shows at first, and that each page adds. */
export const PAGE_SIZE = 200;
