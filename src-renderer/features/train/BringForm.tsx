/** Brings sounds of the user's in, beside dropping them on the screen: chosen, or by their path. */

import { Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useApp } from '../../app/context.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import '../library/ImportButton.css';
import type { To } from './bring.ts';
import { ChooseSounds } from './ChooseSounds.tsx';
import { useDatasets } from './useTrain.ts';

interface BringFormProps {
  to: To;
  onBrought?: () => void;
}

export function BringForm({ to, onBrought }: BringFormProps) {
  const { training: { datasets }, connection: { pathOf } } = useApp();
  const busy = useDatasets((state) => state.bringing);
  const [path, setPath] = useState('');
  return (
    <form
      className="train-bring"
      onSubmit={(event) => {
        event.preventDefault();
        onBrought?.();
        void datasets.bring([path.trim()], to);
      }}
    >
      <ChooseSounds to={to} onBrought={onBrought} />
      <p className="train-note">
        Or drop folders, zips and files on this screen. The names of folders become labels. Your files stay as they are
        {pathOf === null ? '; Kicklab keeps copies of its own, since a browser does not tell where they lie.' : ' and where they are.'}
      </p>
      <Field
        label="Folder, zip or sound file"
        note={pathOf === null ? 'By its whole path on this machine it is used where it lies, without a copy.' : 'Its whole path on this machine.'}
        required
        value={path}
        onChange={(event) => { setPath(event.currentTarget.value); }}
      />
      <Button type="submit" disabled={busy || path.trim() === ''}>Bring them in</Button>
    </form>
  );
}

/** The same in a popover: for a new set behind an icon, for more sounds of the one at hand behind words. */
export function BringButton({ to }: { to: To }) {
  const busy = useDatasets((state) => state.bringing);
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        {to === 'new'
          ? <IconButton label="A new set of sounds" icon={<Plus size={16} />} disabled={busy} />
          : <Button icon={<Plus size={16} aria-hidden />} disabled={busy}>Add sounds</Button>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="import" align="start" sideOffset={4} collisionPadding={8} aria-label={to === 'new' ? 'A new set of sounds' : 'Add sounds'}>
          <BringForm to={to} onBrought={() => { setOpen(false); }} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
