/**
 * A blind comparison of two slots, level-matched: X and Y are heard, one is chosen, and only the end
 * tells which was which. It starts anew each time it is opened.
 */

import { Play } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState, type KeyboardEvent } from 'react';
import { useApp, useSlots } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/Dialog.tsx';
import { beginBlind, behind, byChance, choose, scoreOf, type Blind } from '../../session/blind.ts';
import { percent } from '../../session/figures.ts';
import { filled, gainOf, type SlotName } from '../../session/slots.ts';
import './BlindTest.css';

const LETTERS = ['X', 'Y'] as const;
type Letter = (typeof LETTERS)[number];

export function BlindTest({ onClose }: { onClose: () => void }) {
  const slots = useSlots((all) => all);
  const there = filled(slots);
  const [blind, setBlind] = useState<Blind>(() => beginBlind([there[0], there[1]], coin()));
  const [revealed, setRevealed] = useState(false);
  return (
    <Dialog.Root open onOpenChange={(open) => { if (!open) onClose(); }}>
      <DialogFrame title="Blind comparison">
        {revealed
          ? <Verdict blind={blind} onAgain={() => { setBlind(beginBlind(blind.pair, coin())); setRevealed(false); }} />
          : <Rounds there={there} blind={blind} onBlind={setBlind} onReveal={() => { setRevealed(true); }} />}
      </DialogFrame>
    </Dialog.Root>
  );
}

interface RoundsProps {
  there: SlotName[];
  blind: Blind;
  onBlind: (blind: Blind) => void;
  onReveal: () => void;
}

function Rounds({ there, blind, onBlind, onReveal }: RoundsProps) {
  const { player } = useApp();
  const slots = useSlots((all) => all);
  /** What was heard in this round: a choice needs both. */
  const [heard, setHeard] = useState<ReadonlySet<Letter>>(new Set());
  const begun = blind.rounds.length > 0 || heard.size > 0;

  const play = (letter: Letter): void => {
    const kick = slots.held[behind(blind, letter)]?.kick;
    if (kick === undefined) return;
    // A copy, which no picture behind the dialog knows: a playhead there would tell which one it is.
    player.play(kick.samples.slice(), kick.sampleRate, { gain: gainOf(slots, kick.samples) });
    setHeard(new Set([...heard, letter]));
  };
  const take = (letter: Letter): void => {
    setHeard(new Set());
    onBlind(choose(blind, letter, coin()));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const letter = LETTERS.find((each) => each.toLowerCase() === event.key.toLowerCase());
    if (letter === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    play(letter);
  };

  return (
    <div className="blind" onKeyDown={onKeyDown}>
      <p>Two slots play as X and Y, equally loud. Which is which is drawn anew each round and told at the end.</p>
      {there.length > 2 && (
        <div className="blind-pair" role="group" aria-label="Slots to compare">
          {there.map((slot) => (
            <Button key={slot} aria-pressed={blind.pair.includes(slot)} disabled={begun || blind.pair.includes(slot)} onClick={() => { onBlind(beginBlind([blind.pair[1], slot], coin())); }}>
              {slot}
            </Button>
          ))}
        </div>
      )}
      <div className="blind-letters">
        {LETTERS.map((letter) => (
          <div key={letter} className="blind-letter">
            <Button icon={<Play size={16} fill="currentColor" />} aria-keyshortcuts={letter} onClick={() => { play(letter); }}>Play {letter}</Button>
            <Button disabled={heard.size < 2} onClick={() => { take(letter); }}>I prefer {letter}</Button>
          </div>
        ))}
      </div>
      <div className="blind-end">
        <p role="status">
          {blind.rounds.length === 0 ? 'Hear both, then choose.' : `Chosen in ${blind.rounds.length} ${blind.rounds.length === 1 ? 'round' : 'rounds'}.`}
        </p>
        <Button primary disabled={blind.rounds.length === 0} onClick={onReveal}>Reveal</Button>
      </div>
    </div>
  );
}

function Verdict({ blind, onAgain }: { blind: Blind; onAgain: () => void }) {
  const score = scoreOf(blind);
  const { number, unit } = percent(byChance(Math.max(...score), blind.rounds.length));
  return (
    <div className="blind">
      <dl className="blind-score">
        {blind.pair.map((slot, i) => (
          <div key={slot}>
            <dt>Slot {slot}</dt>
            <dd className="figure">{score[i]} <small>of {blind.rounds.length}</small></dd>
          </div>
        ))}
      </dl>
      <ol className="blind-rounds" aria-label="Rounds">
        {blind.rounds.map(({ x, chosen }, i) => (
          <li key={i}>{`X was ${x}, you chose ${chosen}`}</li>
        ))}
      </ol>
      <p>By chance alone a result at least as clear comes in {number} {unit} of such comparisons.</p>
      <div className="blind-end">
        <span />
        <Button primary onClick={onAgain}>Once more</Button>
      </div>
    </div>
  );
}

/** A fair coin. */
function coin(): boolean {
  return (crypto.getRandomValues(new Uint8Array(1))[0] & 1) === 1;
}
