/** How far long work is; where that is not known, that it goes on. */

import type { CSSProperties } from 'react';
import './Progress.css';

/** @param share 0 to 1; null while it is not known. */
export function Progress({ label, share }: { label: string; share: number | null }) {
  return (
    <div className="progress">
      <span>{label}</span>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { 'aria-valuenow': Math.round(100 * share) })}
        data-known={share !== null}
      >
        <span style={{ '--share': share ?? 1 } as CSSProperties} />
      </div>
    </div>
  );
}
