/** One kick with parts of others: for each part a kick that gives it, and how much of it. */

import { capital } from '../../../src-preload/contract/instrument-words.ts';
import { PARTS, type PartName } from '../../../src-preload/contract/parts.ts';
import { useApp } from '../../app/context.ts';
import { useWords } from '../../app/words.ts';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import { percent } from '../../session/figures.ts';
import { ontoOf, type PartChoice } from './arrangement.ts';
import { LetterChoice } from './LetterChoice.tsx';
import { arrangementOf } from './morph.ts';
import { useMorph } from './useMorph.ts';

const WORDS: Record<PartName, { name: string; hint: string }> = {
  transient: { name: 'Transient', hint: 'The first 15 ms' },
  body: { name: 'Body', hint: 'The sound as a whole' },
  tail: { name: 'Tail', hint: 'How it rings and fades' },
  pitch: { name: 'Pitch curve', hint: 'How it falls, to which note' },
  tone: { name: 'Tone', hint: 'Dark or bright, hollow or full' },
};

export function Transfer() {
  const { one } = useWords();
  const { morph } = useApp();
  const arrangement = useMorph(arrangementOf);
  const { kicks, parts } = arrangement;
  return (
    <section className="morph-transfer" aria-label="Transfer">
      <div className="transfer-onto">
        <h2>{capital(one)}</h2>
        <p className="morph-label">It keeps what no other gives</p>
        <LetterChoice name={capital(one)} kicks={kicks} chosen={ontoOf(arrangement)?.key ?? null} onChoose={(onto) => { morph.edit((of) => ({ ...of, onto })); }} />
      </div>
      {PARTS.map((part) => {
        const { name, hint } = WORDS[part];
        const { from, amount } = parts[part];
        const share = percent(amount);
        const choose = (choice: Partial<PartChoice>, gesture?: number): void => {
          morph.edit((of) => ({ ...of, parts: { ...of.parts, [part]: { ...of.parts[part], ...choice } } }), gesture);
        };
        return (
          <div key={part} className="transfer-part" role="group" aria-label={name}>
            <h2>{name}</h2>
            <p className="morph-label">{hint}</p>
            <LetterChoice name={`${name} from`} kicks={kicks} chosen={from} none="Own" onChoose={(key) => { choose({ from: key }); }} />
            <Slider
              name={`${name} amount`}
              position={amount}
              valueText={`${share.number} ${share.unit}`}
              set={from !== null}
              disabled={from === null}
              onMove={(to, gesture) => { choose({ amount: to }, gesture); }}
              onReset={() => { choose({ amount: 1 }); }}
            />
            <Figure {...share} />
          </div>
        );
      })}
    </section>
  );
}
