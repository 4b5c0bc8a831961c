/** The model card of a user's training: what went in, what was measured, what it cannot do. */

import type { Instrument } from '../../../src-preload/contract/instruments.ts';
import { wordsOf } from '../../../src-preload/contract/instrument-words.ts';
import type { QualityCard, QualityFigure } from '../../../src-preload/contract/quality.ts';

export interface CardFacts {
  name: string;
  instrument: Instrument;
  counts: Record<string, number>;
  settings: Record<string, number | boolean>;
  /** Name of the bundle it started from. */
  from: string | null;
  /** Credits that travel with the vocoder and the start weights. */
  credits: readonly string[];
  /** null until it was measured. */
  quality: QualityCard | null;
}

const list = (facts: Record<string, number | boolean>): string =>
  Object.entries(facts).map(([key, value]) => `- ${key}: ${String(value)}`).join('\n');

export function userCard({ name, instrument, counts, settings, from, credits, quality }: CardFacts): string {
  const { many } = wordsOf(instrument);
  return `# ${name}

A model of ${many} trained on one folder of sounds${from === null ? '' : `, starting from ${from}`}.

## Data
${list(counts)}

Validation holds whole families of files back. Licences of the sounds, and of those that the
vocoder${from === null ? '' : ' and the start weights'} learnt from:
${credits.map((credit) => `- ${credit}`).join('\n')}

## Training
${list(settings)}

\`bestLoss\` is the validation loss at the full beta; \`checkpoints/training.jsonl\` has every epoch.

${quality === null ? '' : `${qualityWords(quality)}
`}## Limits
Figures are no ears: listen to \`reconstructions/\` (${many} it never trained on, beside what the
vocoder makes of their true features) and \`samples/\`. Sounds unlike the folder come out as the
nearest thing it knows.
`;
}

function qualityWords({ figures, warnings }: QualityCard): string {
  const lines = figures.map((figure) => `- **${figure.label}**: ${valueOf(figure)}${judged(figure)}. ${figure.means}`);
  return `## Quality\n${lines.join('\n')}\n${warnings.length === 0 ? '' : `\n${warnings.map((warning) => `- ${warning}`).join('\n')}\n`}`;
}

const valueOf = ({ value, unit }: QualityFigure): string => (value === null ? 'not measured' : `${String(value)}${unit === '' ? '' : ` ${unit}`}`);

function judged({ level, bounds }: QualityFigure): string {
  if (level === null || bounds === null) return '';
  const side = bounds.better === 'less' ? 'up to' : 'from';
  return `, ${level} (good ${side} ${String(bounds.good)}, fair ${side} ${String(bounds.fair)})`;
}
