/** The effects of the kick at hand: a strip of them in the order the sound passes them, and the one that is open. */

import { useEffect, useId, useRef, useState } from 'react';
import { EFFECT_PRESETS } from '../../../src-preload/contract/effect-presets.ts';
import type { EffectLevel } from '../../../src-preload/contract/effect-schemas.ts';
import { EFFECTS, type EffectType } from '../../../src-preload/contract/effects.ts';
import { useApp, useSession } from '../../app/context.ts';
import { Figure } from '../../components/Figure.tsx';
import { DASH, type Figure as FigureText } from '../../session/figures.ts';
import { current } from '../../session/steps.ts';
import { AddEffect } from './AddEffect.tsx';
import { added, isFull, moved, nameOf, placeFor, withBypass, without, withValue } from './chain.ts';
import { EffectModule } from './EffectModule.tsx';
import { EffectPanel } from './EffectPanel.tsx';
import './effects.css';
import { follow } from './order.ts';
import { figureOf } from './parameters.ts';
import type { UserPreset } from './presets.ts';
import { PresetsPopover } from './PresetsPopover.tsx';
import { useReorder, type Dragged } from './useReorder.ts';
import { useShort } from './useShort.ts';

export function EffectStrip() {
  const { session } = useApp();
  const chain = useSession((state) => state.effects);
  const disabled = useSession((state) => current(state.steps)?.shapeable !== true);
  const level = useSession((state) => current(state.steps)?.kick.level ?? null);
  const short = useShort();
  const [asked, setAsked] = useState<number | null>(null);
  /** Read out: what has no other voice. */
  const [said, say] = useState('');
  const row = useRef<HTMLOListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const panel = useId();

  // Where there is room the panel always stands, so that nothing moves when it is filled.
  const last = chain.length - 1;
  const open = short ? (asked !== null && asked <= last ? asked : null) : last < 0 ? null : Math.min(asked ?? 0, last);
  const off = chain.length > 0 && chain.every(({ bypass }) => bypass);

  useEffect(() => {
    if (open !== null) row.current?.children[open]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [open, chain.length]);

  const focus = (index: number): void => {
    const module = row.current?.children[index];
    if (module === undefined) addButton.current?.focus();
    else module.querySelector<HTMLElement>('.effect-name')?.focus();
  };

  const add = (type: EffectType): void => {
    const next = added(chain, type);
    const place = placeFor(chain, type);
    const name = nameOf(next, place);
    session.setEffects(next, `Add ${name}`);
    setAsked(place);
    say(`${name} added as ${String(place + 1)} of ${String(next.length)}`);
  };
  const move = (from: number, to: number): void => {
    const name = nameOf(chain, from);
    session.setEffects(moved(chain, from, to), `Move ${name}`);
    if (open !== null) setAsked(follow(open, from, to));
    say(`${name} moved to ${String(to + 1)} of ${String(chain.length)}`);
  };
  const remove = (index: number): void => {
    const name = nameOf(chain, index);
    session.setEffects(without(chain, index), `Remove ${name}`);
    if (open !== null && open > index) setAsked(open - 1);
    say(`${name} removed`);
  };
  const choose = ({ name, effects }: UserPreset): void => {
    session.setEffects(effects, `Preset ${name}`);
    say(`${name}: ${effects.map(({ type }) => EFFECTS[type].label).join(', ')}`);
  };
  const { dragged, handle } = useReorder(row, move);

  return (
    <section className="effects" aria-label="Effects">
      <div className="effects-head">
        <button
          type="button"
          className="effect-power"
          role="switch"
          aria-checked={!off && chain.length > 0}
          aria-label="All effects at work"
          title={off ? 'Put the effects to work' : 'Bypass all effects'}
          disabled={disabled || chain.length === 0}
          onClick={() => { session.toggleEffects(); }}
        />
        <h2>Effects</h2>
        <ol ref={row} className="effects-row" aria-label="Effect chain">
          {chain.map((_, i) => (
            <EffectModule
              // By its place: an effect has no other name, and the focus goes along by hand.
              key={i}
              chain={chain}
              index={i}
              open={i === open}
              panel={panel}
              disabled={disabled}
              handle={handle(i)}
              mark={markOf(dragged, i)}
              onOpen={() => { setAsked(short && i === open ? null : i); }}
              onBypass={(bypass) => { session.setEffects(withBypass(chain, i, bypass), `${nameOf(chain, i)} ${bypass ? 'off' : 'on'}`); }}
              onMove={(to) => {
                move(i, to);
                focus(to);
              }}
              onRemove={() => {
                remove(i);
                focus(Math.min(i, last - 1));
              }}
            />
          ))}
          {chain.length === 0 && short && <li className="effects-none">Add one, or start from a preset</li>}
        </ol>
        <p className="effects-peak" title="True peak (BS.1770-4) of the sound behind the effects">
          Peak <Figure {...peakOf(level)} />
        </p>
        <AddEffect buttonRef={addButton} disabled={disabled || isFull(chain)} onAdd={add} />
        <PresetsPopover chain={chain} disabled={disabled} onChoose={choose} />
      </div>
      {open !== null && (
        <EffectPanel
          id={panel}
          chain={chain}
          index={open}
          disabled={disabled}
          level={level}
          onMove={(to) => { move(open, to); }}
          onRemove={() => {
            remove(open);
            if (last === 0) addButton.current?.focus();
          }}
          onClose={short ? () => {
            setAsked(null);
            focus(open);
          } : null}
          onChange={(name, value, label, gesture) => { session.setEffects(withValue(chain, open, name, value), label, gesture); }}
        />
      )}
      {chain.length === 0 && !short && <EmptyPanel disabled={disabled} onChoose={choose} />}
      <p className="visually-hidden" aria-live="polite">{said}</p>
    </section>
  );
}

/** Teaches what the strip is for, and how to begin. */
function EmptyPanel({ disabled, onChoose }: { disabled: boolean; onChoose: (preset: UserPreset) => void }) {
  return (
    <div className="effect-panel effects-empty">
      <p>Effects work on the sound that the model made, one after another. Add one, or begin with one of these chains:</p>
      <div>
        {EFFECT_PRESETS.map((preset) => (
          <button key={preset.name} type="button" className="effect-button" title={preset.doc} disabled={disabled} onClick={() => { onChoose(preset); }}>
            {preset.name}
          </button>
        ))}
      </div>
    </div>
  );
}

function peakOf(level: EffectLevel | null): FigureText {
  const peak = level?.truePeakDb ?? null;
  return peak === null ? { number: DASH, unit: '' } : figureOf(EFFECTS.clipper.parameters.ceilingDb, peak);
}

function markOf(dragged: Dragged | null, index: number): 'before' | 'after' | 'dragged' | null {
  if (dragged === null) return null;
  const { from, to } = dragged;
  if (index === from) return 'dragged';
  if (index !== to || to === from) return null;
  return to < from ? 'before' : 'after';
}
