/** The model card of a user's training: what went in, what was measured, what it cannot do. */

export interface CardFacts {
  name: string;
  counts: Record<string, number>;
  settings: Record<string, number | boolean>;
  /** Name of the bundle it started from. */
  from: string | null;
  /** Credits that travel with the vocoder and the start weights. */
  credits: readonly string[];
}

const list = (facts: Record<string, number | boolean>): string =>
  Object.entries(facts).map(([key, value]) => `- ${key}: ${String(value)}`).join('\n');

export function userCard({ name, counts, settings, from, credits }: CardFacts): string {
  return `# ${name}

A kick model trained on one folder of sounds${from === null ? '' : `, starting from ${from}`}.

## Data
${list(counts)}

Validation holds whole families of files back. The sounds are the user's own; their licence is
theirs to know. The vocoder${from === null ? '' : ' and the start weights'} also learnt from:
${credits.map((credit) => `- ${credit}`).join('\n')}

## Training
${list(settings)}

\`bestLoss\` is the validation loss at the full beta; \`checkpoints/training.jsonl\` has every epoch.

## Limits
Judged by loss only: listen to \`reconstructions/\` (kicks it never trained on, beside what the
vocoder makes of their true features) and \`samples/\`. Sounds unlike the folder come out as the
nearest thing it knows.
`;
}
