/** The beginning of the paths of feeds. */
export const feedPath = '/feed';
