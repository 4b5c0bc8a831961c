/** Where the web host serves what was staged, apart from the schemas: the page knows it too. */

/** How every such path begins. */
export const STAGED_PATH = '/api/staged/';

/** The path of a staged set. The name is for who downloads it; the id alone says what it is. */
export const stagedPath = (id: string, name: string): string => `${STAGED_PATH}${id}/${encodeURIComponent(name)}`;
