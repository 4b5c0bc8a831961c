/** A titled part of a screen that is read from top to bottom. */

import type { ReactNode } from 'react';
import './Panel.css';

export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
