/** Four kicks side by side: put one in hand and hear it level-matched, or copy the kick at hand into a slot. */

import { CopyPlus, EarOff } from 'lucide-react';
import { useState } from 'react';
import { useApp, useSession, useSlots } from '../../app/context.ts';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { useCommand } from '../../app/useCommand.ts';
import { useWords } from '../../app/words.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { IconButton } from '../../components/Button.tsx';
import { signed } from '../../session/figures.ts';
import { filled, matchDb, SLOTS, slotOf, type SlotName, type SlotsState } from '../../session/slots.ts';
import { current } from '../../session/steps.ts';
import { BlindTest } from './BlindTest.tsx';
import './Slots.css';

export function Slots() {
  const { session, slots } = useApp();
  const state = useSlots((all) => all);
  const step = useSession((all) => current(all.steps));
  const [copying, setCopying] = useState(false);
  const [blind, setBlind] = useState(false);
  const active = step === null ? null : slotOf(state, step.kick.samples);

  const press = (slot: SlotName): void => {
    const held = state.held[slot];
    if (step !== null && (copying || held === undefined)) slots.put(slot, step);
    else if (held !== undefined && slot === active) session.play();
    else if (held !== undefined) session.bring({ ...held, label: `Slot ${slot}` });
    setCopying(false);
  };
  useCommand('slotA', () => { press('A'); });
  useCommand('slotB', () => { press('B'); });
  useCommand('slotC', () => { press('C'); });
  useCommand('slotD', () => { press('D'); });

  const { one } = useWords();
  return (
    <section className="slots" aria-label="Slots">
      {SLOTS.map((slot) => (
        <SlotButton
          key={slot}
          slot={slot}
          held={state.held[slot]}
          db={matchDb(state, slot)}
          active={slot === active}
          copying={copying}
          disabled={step === null}
          onPress={() => { press(slot); }}
        />
      ))}
      <div className="slots-tools">
        <IconButton
          label={`Copy this ${one} into a slot`}
          pressed={copying}
          icon={<CopyPlus size={16} />}
          disabled={step === null || filled(state).length === 0}
          onClick={() => { setCopying(!copying); }}
        />
        <IconButton label="Blind comparison" icon={<EarOff size={16} />} disabled={filled(state).length < 2} onClick={() => { setBlind(true); }} />
      </div>
      {blind && <BlindTest onClose={() => { setBlind(false); }} />}
    </section>
  );
}

interface SlotButtonProps {
  slot: SlotName;
  held: SlotsState['held'][SlotName];
  /** How far it is turned down, to be as loud as the others. */
  db: number;
  active: boolean;
  copying: boolean;
  disabled: boolean;
  onPress: () => void;
}

function SlotButton({ slot, held, db, active, copying, disabled, onPress }: SlotButtonProps) {
  const { one } = useWords();
  const drag = useDragOut(() => (held === undefined ? [] : [{ heard: held.kick }]));
  const heardAt = `${signed(db, 1)} dB`;
  const does = copying || held === undefined ? `Copy this ${one} into slot ${slot}` : `Slot ${slot}, heard at ${heardAt}`;
  return (
    <button
      type="button"
      className="slot"
      aria-label={does}
      title={`${does} (${SLOTS.indexOf(slot) + 1})`}
      aria-pressed={active}
      data-held={held !== undefined}
      data-copying={copying}
      disabled={disabled}
      onClick={onPress}
      {...drag}
    >
      <span className="slot-name">{slot}</span>
      {held !== undefined && <Thumbnail samples={held.kick.samples} />}
      {held !== undefined && <span className="slot-gain figure">{heardAt}</span>}
    </button>
  );
}
