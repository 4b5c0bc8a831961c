/** The way between screens. A screen that does not exist yet has no entry here. */

import { AudioWaveform } from 'lucide-react';

const SCREENS = [{ name: 'Design', href: '#design', icon: <AudioWaveform size={20} aria-hidden /> }];

export function Rail() {
  return (
    <nav className="rail" aria-label="Screens">
      <img className="rail-mark" src="./icon.svg" alt="Kicklab" width={32} height={32} />
      <ul>
        {SCREENS.map(({ name, href, icon }) => (
          <li key={name}>
            <a className="rail-link" href={href} aria-current="page">
              {icon}
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
