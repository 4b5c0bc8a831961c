/** The sound at hand: where it lies, what was measured on it, and its waveform. */

import { useApp } from '../../app/context.ts';
import { KickGrip } from '../../app/drag/KickGrip.tsx';
import { Waveform } from '../../charts/Waveform.tsx';
import { Figure } from '../../components/Figure.tsx';
import { DASH, figureOf, loudness, milliseconds, noteOf, percent, type Figure as FigureText } from '../../session/figures.ts';
import { soundOf } from './morph.ts';
import { useMorph } from './useMorph.ts';

const NOTHING: FigureText = { number: DASH, unit: '' };
const nothing = (): void => undefined;

export function MorphSound() {
  const { player, styleNonce } = useApp();
  const sound = soundOf(useMorph((all) => all));
  const kick = sound?.kick ?? null;
  const measured = kick?.descriptors ?? null;
  const readings: [name: string, figure: FigureText][] = [
    ['Note', measured === null ? NOTHING : noteOf(measured)],
    ['Length', measured === null ? NOTHING : milliseconds(measured.lengthMs)],
    ['Brightness', measured === null ? NOTHING : figureOf('brightness', measured.centroidHz)],
    ['Sub', measured === null ? NOTHING : figureOf('subby', measured.subShare)],
    ['Loudness', measured === null ? NOTHING : loudness(measured.loudnessLufs)],
    ['Typical', percent(kick?.typicality ?? null)],
  ];
  const samples = kick?.samples ?? null;
  const sampleRate = kick?.sampleRate ?? 44_100;
  return (
    <section className="morph-sound" aria-label="Sound">
      <header>
        <h2>{sound?.label ?? 'No sound yet'}</h2>
        <dl className="morph-reading">
          {readings.map(([name, figure]) => (
            <div key={name} data-reading={name}>
              <dt>{name}</dt>
              <dd><Figure {...figure} /></dd>
            </div>
          ))}
        </dl>
      </header>
      <Waveform
        samples={samples}
        sampleRate={sampleRate}
        player={player}
        zoom={null}
        styleNonce={styleNonce}
        onSeek={(from) => { if (samples !== null) player.play(samples, sampleRate, { from }); }}
        onZoom={nothing}
        onPan={nothing}
        onFit={nothing}
        handles={<KickGrip label="This sound as a file" kick={kick} />}
      />
    </section>
  );
}
