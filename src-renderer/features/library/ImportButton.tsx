/** Brings a folder of the user's own samples in. */

import { FolderInput } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import './ImportButton.css';

export function ImportButton() {
  const { library: { imports }, connection: { pathOf } } = useApp();
  const running = useStore(imports, (state) => state.running);
  const [open, setOpen] = useState(false);
  const [path, setPath] = useState('');
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button icon={<FolderInput size={16} aria-hidden />} disabled={running}>Import</Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="import" align="end" sideOffset={4} collisionPadding={8} aria-label="Import">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              setOpen(false);
              void imports.start([path.trim()]);
            }}
          >
            <Field
              label="Folder or file"
              note={`Its whole path on this machine; folders below it count too. The files stay where they are, untouched.${pathOf === null ? '' : ' Or drop them on this screen.'}`}
              required
              value={path}
              onChange={(event) => { setPath(event.currentTarget.value); }}
            />
            <Button type="submit" primary disabled={path.trim() === ''}>Import</Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
