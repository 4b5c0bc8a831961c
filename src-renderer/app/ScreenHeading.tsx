/** The heading of a screen. Whoever goes to the screen finds the focus here, so that Tab and a screen reader go on from it. */

import { useEffect, useRef, type ReactNode } from 'react';
import { hasMoved } from './navigation.ts';

export function ScreenHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasMoved()) heading.current?.focus();
  }, []);
  return <h1 ref={heading} className="screen-heading" tabIndex={-1}>{children}</h1>;
}
