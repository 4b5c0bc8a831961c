/** Where another kick can come from: chance, the Design screen, the library, the history, a file. */

import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { readFile } from '../../app/files.ts';
import { useApp, useLibrary, useSession } from '../../app/context.ts';
import { useSharedWords, useWords } from '../../app/words.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { current } from '../../session/steps.ts';

/** What a submenu holds at once. */
const SHOWN = 24;

export function SourceMenu() {
  const { one } = useWords();
  const saves = useSharedWords();
  const { morph } = useApp();
  const saved = useLibrary((state) => state.recent);
  const steps = useSession((state) => state.steps);
  const picker = useRef<HTMLInputElement>(null);
  const atHand = current(steps);
  const history = [...steps.items].reverse().slice(0, SHOWN);
  return (
    <>
      {/* Not modal: the rest of the screen stays in reach, for the hand and for screen readers. */}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="morph-add" aria-label={`Add a ${one}`}>
          <Plus size={20} aria-hidden />
          <span>Add</span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
            <DropdownMenu.Item className="menu-item" onSelect={() => void morph.addRandom(1)}>Random {one}</DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" disabled={atHand === null} onSelect={() => { if (atHand !== null) morph.addHeard('Design', atHand.kick); }}>
              The {one} in Design
            </DropdownMenu.Item>
            <Choices name={`Saved ${saves.one}`}>
              {saved.map((kick) => (
                <DropdownMenu.Item key={kick.id} className="menu-item morph-choice" onSelect={() => void morph.addSaved(kick)}>
                  <Thumbnail thumbnail={kick.thumbnail} />
                  {kick.name}
                </DropdownMenu.Item>
              ))}
            </Choices>
            <Choices name="From the history">
              {history.map(({ gesture, label, kick }) => (
                <DropdownMenu.Item key={gesture} className="menu-item morph-choice" onSelect={() => { morph.addHeard(label, kick); }}>
                  <Thumbnail samples={kick.samples} />
                  {label}
                </DropdownMenu.Item>
              ))}
            </Choices>
            <DropdownMenu.Separator className="menu-line" />
            <DropdownMenu.Item className="menu-item" onSelect={() => picker.current?.click()}>Sound file&hellip;</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <input
        ref={picker}
        type="file"
        accept="audio/*,.wav,.aif,.aiff,.flac"
        multiple
        hidden
        aria-label="Add a sound file"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again.
          event.currentTarget.value = '';
          void addFiles(morph, files);
        }}
      />
    </>
  );
}

/** Finds the sounds of files in the model, one after the other, and adds them. */
export async function addFiles(morph: { addSound: (name: string, bytes: Uint8Array) => Promise<void> }, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const { name, bytes } = await readFile(file);
    await morph.addSound(name, bytes);
  }
}

function Choices({ name, children }: { name: string; children: ReactNode[] }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item" disabled={children.length === 0}>{name}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu morph-choices" collisionPadding={8}>{children}</DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}
