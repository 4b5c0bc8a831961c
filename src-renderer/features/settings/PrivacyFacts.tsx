/** What leaves this machine: nothing, told as what was made sure of. Every line is held by a test. */

import { Check } from 'lucide-react';
import { useSettings } from '../../app/context.ts';
import { Panel } from '../../components/Panel.tsx';

export function PrivacyFacts() {
  const file = useSettings((state) => state.known?.file);
  const facts = [
    'Sounds are made, measured, packed and trained on this machine alone.',
    'There is no account, no telemetry and no search for updates. ONNX Runtime brings telemetry of its own: it is switched off before it loads.',
    'The program opens no connection to any other machine, and no other machine reaches it: it listens on 127.0.0.1, and only where its page is shown in a browser.',
    'This page may load and call nothing but Kicklab itself; the browser holds it to that.',
    'What you make are plain files in folders of yours.',
  ];
  return (
    <Panel title="Privacy">
      <p className="privacy-head">Nothing leaves this machine.</p>
      <ul className="privacy">
        {facts.map((fact) => <li key={fact}><Check size={16} aria-hidden /><span>{fact}</span></li>)}
      </ul>
      {file !== undefined && <p>Settings stand in <span className="settings-path">{file}</span></p>}
    </Panel>
  );
}
