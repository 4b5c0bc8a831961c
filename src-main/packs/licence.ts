/** LICENSE.txt of a pack: under what it is given away, and whom the model that made it owes thanks. */

import type { LicenceName } from '../../src-preload/contract/pack-names.ts';
import { lettersOf } from './glyphs.ts';

const TERMS: Record<LicenceName, (holder: string) => string> = {
  'Royalty-free': (holder) => `Copyright ${holder}.

You may use these sounds in your own music and other works, also commercially, without further
payment and without naming us. You may not give away or sell the sounds themselves, alone or in a
collection of sounds, changed or not.`,
  'CC0-1.0': (holder) => `${holder} has dedicated these sounds to the public domain under CC0 1.0 Universal:
https://creativecommons.org/publicdomain/zero/1.0/

You may do with them whatever you like, without asking and without naming anybody.`,
  'CC-BY-4.0': (holder) => `Copyright ${holder}. These sounds are licensed under Creative Commons Attribution 4.0
International: https://creativecommons.org/licenses/by/4.0/

You may share and adapt them, also commercially, if you name ${holder}.`,
  'All rights reserved': (holder) => `Copyright ${holder}. All rights reserved.

You may not use, copy or give away these sounds without a written permission.`,
};

export interface LicenceFacts {
  pack: string;
  licence: LicenceName;
  /** Whose pack it is; its makers where nobody is named. */
  holder: string | undefined;
  models: readonly { id: string; name: string; credits: readonly string[] }[];
}

export function licenceText({ pack, licence, holder, models }: LicenceFacts): string {
  const names = models.map(({ id, name }) => `"${name}" (${id})`).join(' and ');
  const credits = [...new Set(models.flatMap((model) => model.credits))];
  return `${pack}
${'='.repeat(lettersOf(pack).length)}

${TERMS[licence](holder ?? `the makers of ${pack}`)}

How it was made
---------------

Every sound was synthesised by Kicklab, by what a model learned; none is a recording.
Model: ${names}.

${credits.length === 0 ? 'It does not say on which terms its recordings may be used.' : `It was trained on recordings under these licences, whose makers are thanked:

${credits.map((credit) => `- ${credit}`).join('\n')}`}
`;
}
