/** Where kicks are kept, and what they are written as when they leave. */

import { WAV_FORMATS, WAV_RATES, type WavFormat } from '../../../src-preload/contract/wav-formats.ts';
import { useApp, useSettings } from '../../app/context.ts';
import { Choice } from '../../components/Choice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { MoveLibrary } from './MoveLibrary.tsx';

const FORMAT_NAMES: Record<WavFormat, string> = { wav16: '16 bit', wav24: '24 bit', wav32f: '32 bit float' };

export function LibrarySettings() {
  const known = useSettings((state) => state.known);
  const trouble = known?.trouble ?? null;
  return (
    <Panel title="Library">
      <dl className="settings-facts">
        <dt>Folder</dt>
        <dd className="settings-path">{known?.libraryDir ?? '\u2026'}</dd>
      </dl>
      {known?.startedWith.library === true && <p>This start was told the folder, by an option or the environment.</p>}
      {known !== null && (
        <div className="panel-row">
          <span>Another folder</span>
          <MoveLibrary told={known.startedWith.library} />
        </div>
      )}
      {trouble !== null && <p role="alert" className="settings-trouble">{trouble}.</p>}
    </Panel>
  );
}

export function ExportSettings() {
  const { settings } = useApp();
  const known = useSettings((state) => state.known?.settings);
  return (
    <Panel title="Downloads">
      <div className="panel-row">
        <span>Format</span>
        <Choice
          name="Format of downloads"
          options={WAV_FORMATS.map((value) => ({ value, label: FORMAT_NAMES[value] }))}
          value={known?.exportFormat ?? 'wav24'}
          onChange={(exportFormat) => void settings.settle({ exportFormat })}
        />
      </div>
      <div className="panel-row">
        <span>Sample rate</span>
        <Choice
          name="Sample rate of downloads"
          options={WAV_RATES.map((rate) => ({ value: String(rate), label: <span>{rate / 1000} <small>kHz</small></span> }))}
          value={String(known?.exportRate ?? WAV_RATES[0])}
          onChange={(text) => {
            const exportRate = WAV_RATES.find((rate) => String(rate) === text);
            if (exportRate !== undefined) void settings.settle({ exportRate });
          }}
        />
      </div>
      <p>At 44.1 kHz and 32 bit float the file holds the samples as they were heard. Packs have a format of their own.</p>
    </Panel>
  );
}
