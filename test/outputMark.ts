/** Begins the lines of mocha's report where the console is shared with VS Code's own log. */
export const outputMark = '[mocha] ';
