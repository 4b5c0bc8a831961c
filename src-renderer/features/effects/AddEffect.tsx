/** The menu of what can be added to the chain. */

import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Ref } from 'react';
import { EFFECT_TYPES, EFFECTS, type EffectType } from '../../../src-preload/contract/effects.ts';

export interface AddEffectProps {
  buttonRef: Ref<HTMLButtonElement>;
  disabled: boolean;
  onAdd: (type: EffectType) => void;
}

export function AddEffect({ buttonRef, disabled, onAdd }: AddEffectProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger ref={buttonRef} className="effect-button" aria-label="Add effect" disabled={disabled}>
        <Plus size={16} aria-hidden />
        Add
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu effect-menu" align="end" sideOffset={4} collisionPadding={8}>
          {EFFECT_TYPES.map((type) => (
            <DropdownMenu.Item key={type} className="menu-item" title={EFFECTS[type].summary} onSelect={() => { onAdd(type); }}>
              {EFFECTS[type].label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
