/** The few columns of a kick that a map needs, so that thousands are read without their pictures and pitch. */

import type { Descriptors } from '../../src-preload/contract/fields.ts';
import { DESCRIPTOR_COLUMNS, descriptorsOf, type DescriptorRow } from './descriptor-columns.ts';

export interface KickPlace {
  id: string;
  name: string;
  favourite: boolean;
  bundleId: string;
  latent: number[];
  descriptors: Descriptors;
}

export const PLACE_COLUMNS = `id, name, favourite, bundle_id, latent, ${DESCRIPTOR_COLUMNS}`;
export interface PlaceRow extends DescriptorRow {
  id: string;
  name: string;
  favourite: number;
  bundle_id: string;
  latent: string;
}

export function kickPlaceOf(row: PlaceRow): KickPlace {
  return {
    id: row.id,
    name: row.name,
    favourite: row.favourite === 1,
    bundleId: row.bundle_id,
    latent: JSON.parse(row.latent) as number[],
    descriptors: descriptorsOf(row),
  };
}
