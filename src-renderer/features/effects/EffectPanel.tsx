/** The effect that is open: what it is, where it stands in the chain, and its parameters. */

import { ChevronLeft, ChevronRight, Trash2, X } from 'lucide-react';
import type { EffectLevel } from '../../../src-preload/contract/effect-schemas.ts';
import { EFFECTS, type EffectChain } from '../../../src-preload/contract/effects.ts';
import { IconButton } from '../../components/Button.tsx';
import { nameOf, parametersOf, valueOf, type ParameterValue } from './chain.ts';
import { EffectParameter } from './EffectParameter.tsx';

export interface EffectPanelProps {
  id: string;
  chain: EffectChain;
  index: number;
  disabled: boolean;
  /** What came of the chain. */
  level: EffectLevel | null;
  onMove: (to: number) => void;
  onRemove: () => void;
  /** Present where the panel lies over others. */
  onClose: (() => void) | null;
  onChange: (name: string, value: ParameterValue, label: string, gesture: number) => void;
}

export function EffectPanel({ id, chain, index, disabled, level, onMove, onRemove, onClose, onChange }: EffectPanelProps) {
  const effect = chain[index];
  const name = nameOf(chain, index);
  const first = index === 0;
  const last = index === chain.length - 1;
  /** The effect that `level.loudness` tells of. */
  const loudest = chain.findLastIndex(({ type, bypass }) => type === 'loudness' && !bypass);
  return (
    <div
      id={id}
      className="effect-panel"
      role="group"
      aria-label={name}
      data-floating={onClose !== null}
      data-bypass={effect.bypass}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || onClose === null) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="effect-about">
        <h3 title={EFFECTS[effect.type].summary}>{name}</h3>
        <p className="effect-summary">{EFFECTS[effect.type].summary}</p>
        <div className="effect-actions">
          {/* Told to be without effect, not disabled: a button that has the focus keeps it at the end of the chain. */}
          <IconButton label={`Move ${name} left`} keys="Alt \u2190" icon={<ChevronLeft size={16} />} disabled={disabled} aria-disabled={first} onClick={() => { if (!first) onMove(index - 1); }} />
          <IconButton label={`Move ${name} right`} keys="Alt \u2192" icon={<ChevronRight size={16} />} disabled={disabled} aria-disabled={last} onClick={() => { if (!last) onMove(index + 1); }} />
          <IconButton label={`Remove ${name}`} keys="Delete" icon={<Trash2 size={16} />} disabled={disabled} onClick={onRemove} />
          {onClose !== null && <IconButton label={`Close ${name}`} keys="Esc" icon={<X size={16} />} onClick={onClose} />}
        </div>
      </div>
      <div className="effect-parameters">
        {parametersOf(effect.type).map(([key, parameter]) => {
          const full = `${name} ${parameter.label.toLowerCase()}`;
          return (
            <EffectParameter
              // Another effect's parameter is another control, though it may have the same name.
              key={`${effect.type} ${key}`}
              name={full}
              parameter={parameter}
              value={valueOf(effect, key)}
              reached={key === 'targetLufs' && index === loudest ? level?.loudness?.reachedLufs ?? null : null}
              disabled={disabled}
              onChange={(value, gesture) => { onChange(key, value, full, gesture); }}
            />
          );
        })}
      </div>
    </div>
  );
}
