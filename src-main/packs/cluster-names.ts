/** Names of clusters, made of what stands out of their sounds beside all the others. */

import { categoryFigures, categoryRow, type CategoryInput } from '../audio/category.ts';
import { CATEGORY_TABLE } from '../audio/category-table.ts';
import { wordsOf } from './words.ts';

/** Figures that differ by less are all the same: what is left is rounding. */
const LEAST_SPREAD = 1e-9;
/** What tells two of one name apart need not stand out much. */
const HARDLY = 0.1;
/** Words of a name at most. */
const WORDS = 3;

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/**
 * A name for each cluster, such as `long, dark, deep`: the strongest first, told in standard deviations of the sounds of
 * all clusters, or of kicks in general where there is one cluster. Two of one
 * name get further words, and a number where those are the same too.
 * @param clusters Of each its sounds; one without any is `empty`.
 */
export function clusterNames(clusters: readonly (readonly CategoryInput[])[]): string[] {
  const rows = clusters.map((sounds) => sounds.map((sound) => categoryRow(categoryFigures(sound), CATEGORY_TABLE)));
  const all = rows.flat();
  const figures = [...(all.at(0) ?? []).keys()];
  const middle = figures.map((k) => meanOf(all.map((row) => row[k])));
  const sd = figures.map((k) => Math.sqrt(meanOf(all.map((row) => (row[k] - middle[k]) ** 2))));
  const alone = rows.filter((own) => own.length > 0).length === 1;
  const standing = rows.map((own) => {
    const means = figures.map((k) => meanOf(own.map((row) => row[k])));
    return alone ? means : means.map((mean, k) => (sd[k] > LEAST_SPREAD ? (mean - middle[k]) / sd[k] : 0));
  });
  const nameOf = (c: number, least?: number): string => (rows[c].length === 0 ? 'empty' : wordsOf(standing[c], WORDS, least).join(', '));
  const short = rows.map((_, c) => nameOf(c));
  const names = short.map((name, c) => (short.indexOf(name) === short.lastIndexOf(name) ? name : nameOf(c, HARDLY)));
  return names.map((name, c) => {
    const before = names.slice(0, c).filter((other) => other === name).length;
    return before === 0 ? name : `${name} ${String(before + 1)}`;
  });
}
