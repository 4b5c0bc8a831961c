/** One model of the list: what it is, and what can be done with it. */

import { MoreHorizontal } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { wordsOf } from '../../../src-preload/contract/instrument-words.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { RenameField } from '../../components/RenameField.tsx';
import { grouped } from '../../session/figures.ts';
import type { Installed } from './models.ts';

const MEGABYTE = 1e6;

export function ModelRow({ model, disabled }: { model: Installed; disabled: boolean }) {
  const { models } = useApp();
  const [renaming, setRenaming] = useState(false);
  const { id, name, dir, instrument, factory, own, current, bytes, madeAt, kicks } = model;
  const rename = (text: string | null): void => {
    setRenaming(false);
    if (text !== null) void models.rename(model, text);
  };
  return (
    <li className="models-row" data-current={current}>
      <div className="models-name">
        {renaming ? <RenameField name={name} onDone={rename} /> : <span title={dir}>{name}</span>}
        <small>{wordsOf(instrument).many}{factory && ', shipped'}</small>
        <span className="figure">{id.slice(0, 8)}</span>
      </div>
      <div className="models-facts">
        <span><span className="figure">{(bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0)}</span> <small>MB</small></span>
        <time dateTime={madeAt}>{new Date(madeAt).toLocaleDateString()}</time>
        {kicks !== null && <span><span className="figure">{grouped(kicks)}</span> <small>saved</small></span>}
      </div>
      <Button disabled={disabled || current} onClick={() => void models.use(model)}>{current ? 'In use' : <>Use<span className="visually-hidden"> {name}</span></>}</Button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="icon-button" aria-label={`More for the model ${name}`} disabled={disabled}>
          <MoreHorizontal size={16} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            <DropdownMenu.Item className="menu-item" onSelect={() => void models.download(model)}>Export as one file</DropdownMenu.Item>
            {/* Once the menu has given the focus back, for the field takes it. */}
            <DropdownMenu.Item className="menu-item" disabled={!own} onSelect={() => { setTimeout(() => { setRenaming(true); }); }}>Rename</DropdownMenu.Item>
            <DropdownMenu.Separator className="menu-line" />
            <DropdownMenu.Item className="menu-item" disabled={!own || current} onSelect={() => void models.remove(model)}>Remove</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </li>
  );
}
