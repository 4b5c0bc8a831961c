/**
 * What is told of a kick on the map, in the order in which it travels: three principal coordinates of its latent in
 * standard deviations of the model's data, its cluster, its typicality, and its four descriptors.
 */

export const PLACE = ['x', 'y', 'z', 'cluster', 'typicality', 'decayMs', 'centroidHz', 'subShare', 'clickDb'] as const;
export type PlaceField = (typeof PLACE)[number];
