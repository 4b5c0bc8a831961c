/**
 * What is told of a kick on the map, in the order in which it travels: three principal coordinates of its latent in
 * standard deviations of the model's data, its cluster, its typicality, its four descriptors, and the place of its kind in
 * the list of categories.
 */

export const PLACE = ['x', 'y', 'z', 'cluster', 'typicality', 'decayMs', 'centroidHz', 'subShare', 'clickDb', 'category'] as const;
export type PlaceField = (typeof PLACE)[number];
