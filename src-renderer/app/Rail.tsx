/** The way between screens. */

import { SCREENS, type ScreenEntry } from './screens.tsx';

export function Rail({ current }: { current: ScreenEntry }) {
  return (
    <nav className="rail" aria-label="Screens">
      <img className="rail-mark" src="./icon.svg" alt="Kicklab" width={32} height={32} />
      <ul>
        {SCREENS.map((screen) => (
          <li key={screen.name}>
            <a className="rail-link" href={screen.href} {...(screen === current ? { 'aria-current': 'page' as const } : {})}>
              {screen.icon}
              {screen.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
