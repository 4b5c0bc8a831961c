/** Where the sound goes. Not there in browsers that leave that to the system. */

import { DropdownMenu } from 'radix-ui';
import { useEffect, useState, type ReactNode } from 'react';
import { askForNames, listOutputs, type OutputDevice } from '../../audio/devices.ts';
import { useApp, usePreferences } from '../context.ts';

const SYSTEM = 'system';

/** @param children What opens it. */
export function OutputMenu({ children }: { children: ReactNode }) {
  const { output, preferences, notices } = useApp();
  const chosen = usePreferences((state) => state.output);
  const [known, setKnown] = useState<{ devices: OutputDevice[]; named: boolean }>({ devices: [], named: true });
  const [open, setOpen] = useState(false);
  const look = (): void => {
    void listOutputs().then(setKnown);
  };
  useEffect(() => {
    if (!open) return;
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', look);
    };
  }, [open]);
  const choose = async (id: string): Promise<void> => {
    const device = known.devices.find((each) => each.id === id) ?? null;
    if (await output.setDevice(device?.id ?? '')) preferences.getState().choose({ output: device });
    else notices.tell({ text: `${device?.label ?? 'The system output'} does not answer; the sound stays where it was` });
  };
  return (
    <DropdownMenu.Root
      modal={false}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) look();
      }}
    >
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={8} collisionPadding={8} aria-label="Output device">
          <DropdownMenu.RadioGroup value={chosen?.id ?? SYSTEM} onValueChange={(id) => void choose(id)}>
            <DropdownMenu.RadioItem className="menu-item menu-choice" value={SYSTEM}>Where the system sends it</DropdownMenu.RadioItem>
            {known.devices.map(({ id, label }) => (
              <DropdownMenu.RadioItem key={id} className="menu-item menu-choice" value={id}>{label}</DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          {!known.named && (
            <>
              <DropdownMenu.Separator className="menu-line" />
              <DropdownMenu.Item
                className="menu-item"
                onSelect={(event) => {
                  event.preventDefault();
                  void askForNames().then((allowed) => {
                    if (allowed) look();
                    else notices.tell({ text: 'The browser keeps the names of the outputs to itself' });
                  });
                }}
              >
                Name the outputs&hellip;
                <small className="menu-note">The browser asks for the microphone for that; it is let go of at once.</small>
              </DropdownMenu.Item>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
