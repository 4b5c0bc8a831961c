/** Everything that can be set as it was at first, after one question. */

import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useApp } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/Dialog.tsx';
import { Panel } from '../../components/Panel.tsx';

export function ResetSettings() {
  const { midi, output, piano, preferences, settings, notices } = useApp();
  const [open, setOpen] = useState(false);
  const reset = async (): Promise<void> => {
    setOpen(false);
    preferences.getState().reset();
    midi.switchOff();
    piano.setState({ on: false });
    await Promise.all([output.setDevice(''), settings.reset()]);
    notices.tell({ text: 'Settings are as they were at first' });
  };
  return (
    <Panel title="Reset">
      <div className="panel-row">
        <span>Settings as they were at first <small>sounds, presets and models stay</small></span>
        <Dialog.Root open={open} onOpenChange={setOpen}>
          <Dialog.Trigger asChild><Button>Reset&hellip;</Button></Dialog.Trigger>
          <DialogFrame title="Reset the settings?">
            <p>
              Theme, sound engine, downloads, output device, master level, tempo, keys and MIDI go back to what they were at first.
              The library and its place, every sound, your presets and models stay as they are.
            </p>
            <div className="settings-question">
              <Dialog.Close asChild><Button>Keep them</Button></Dialog.Close>
              <Button primary onClick={() => void reset()}>Reset</Button>
            </div>
          </DialogFrame>
        </Dialog.Root>
      </div>
    </Panel>
  );
}
