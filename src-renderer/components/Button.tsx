/** Buttons: one with words, one with an icon only. Both are plain buttons with our look. */

import { Tooltip } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import './Button.css';

export interface ButtonProps extends ComponentProps<'button'> {
  icon?: ReactNode;
  /** The one action of a screen that carries the accent. */
  primary?: boolean;
}

export function Button({ icon, primary = false, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={primary ? 'button primary' : 'button'} {...rest}>
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  /** What it does: its accessible name and its tooltip. */
  label: string;
  /** Told in the tooltip after the label. */
  keys?: string;
  icon: ReactNode;
  /** Set for a button that stays pressed. */
  pressed?: boolean;
}

export function IconButton({ label, keys, icon, pressed, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button type="button" className="icon-button" aria-label={label} {...(pressed === undefined ? {} : { 'aria-pressed': pressed })} {...rest}>
          {icon}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" sideOffset={6}>
          {label}
          {keys !== undefined && <kbd>{keys}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
