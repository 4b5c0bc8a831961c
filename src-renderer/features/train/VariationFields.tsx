/** How far the sounds are varied while a model learns from them, each kind by an amount. */

import { Play } from 'lucide-react';
import type { Augmentation } from '../../../src-preload/contract/augmentation.ts';
import { Button } from '../../components/Button.tsx';
import { Slider } from '../../components/Slider.tsx';

/** The amount at the right end of a slider; in its middle is the usual one. */
const MOST = 2;

const KINDS: readonly { kind: keyof Augmentation; label: string; note: string }[] = [
  { kind: 'pitch', label: 'Pitch', note: 'up to 3 semitones' },
  { kind: 'stretch', label: 'Length', note: 'by a quarter or so' },
  { kind: 'eq', label: 'Tone', note: 'filters of up to 6 dB' },
  { kind: 'gain', label: 'Level', note: 'up to 3 dB' },
  { kind: 'tail', label: 'Tail', note: 'steeper or flatter' },
];

interface VariationFieldsProps {
  amounts: Augmentation;
  /** Lets one be heard. */
  onHear: () => void;
  onChange: (amounts: Augmentation) => void;
}

export function VariationFields({ amounts, onHear, onChange }: VariationFieldsProps) {
  return (
    <div className="train-variation" role="group" aria-label="Variations">
      {KINDS.map(({ kind, label, note }) => (
        <div key={kind}>
          <span>{label} <small>{note}</small></span>
          <Slider
            name={`Variation of ${label.toLowerCase()}`}
            position={amounts[kind] / MOST}
            middle={1 / MOST}
            valueText={amountText(amounts[kind])}
            onMove={(position) => { onChange({ ...amounts, [kind]: Number((MOST * position).toFixed(2)) }); }}
            onReset={() => { onChange({ ...amounts, [kind]: 1 }); }}
          />
          <span className="figure">{amountText(amounts[kind])}</span>
        </div>
      ))}
      <div><Button icon={<Play size={16} aria-hidden />} onClick={onHear}>Hear a variation</Button></div>
    </div>
  );
}

const amountText = (amount: number): string => (amount === 0 ? 'none' : `${(100 * amount).toFixed(0)} %`);
