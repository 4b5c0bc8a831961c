/** The bench's sections as one table for the eye and one JSON file to keep. */

import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { Bundle } from '../../src-main/engine/bundle.ts';
import { versionIn } from '../../src-main/studio/open.ts';
import type { Row, Section, Target } from './rows.ts';
import { table } from './table.ts';

/** What was measured, where and when. The processor is told by kind only. */
export interface Circumstances {
  date: string;
  model: { name: string; id: string };
  node: string;
  onnxruntime: string;
  platform: string;
  cores: number;
}

export function circumstances({ manifest }: Bundle): Circumstances {
  return {
    date: new Date().toISOString().slice(0, 10),
    model: { name: manifest.name, id: manifest.id },
    node: process.versions.node,
    onnxruntime: versionIn(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')),
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
  };
}

/** A section as lines: its description, then a row each, with a column for every baseline. */
export function sectionText({ name, about, rows }: Section): string {
  const baselines = [...new Set(rows.flatMap((row) => Object.keys(row.baselines)))];
  const head = ['', 'value', ...baselines, 'ratio', 'target', ''];
  const cells = rows.map((row) => [
    row.name,
    row.value === null ? 'not measured' : `${short(row.value)}${row.unit === '' ? '' : ` ${row.unit}`}`,
    ...baselines.map((baseline) => (baseline in row.baselines ? short(row.baselines[baseline]) : '')),
    row.ratio === null ? '' : short(row.ratio),
    row.target === null ? '' : targetText(row.target),
    row.met === null ? row.note : [row.met ? 'met' : 'MISSED', row.note].filter((part) => part !== '').join('; '),
  ]);
  return `${name}\n${about}\n${table(head, cells)}\n`;
}

/** Rows with a target, counted. */
export function verdict(sections: readonly Section[]): string {
  const aimed = sections.flatMap(({ rows }) => rows).filter(({ target }) => target !== null);
  const count = (met: boolean | null): string => String(aimed.filter((row) => row.met === met).length);
  return `${String(aimed.length)} targets: ${count(true)} met, ${count(false)} missed, ${count(null)} not measured`;
}

/** The file's text: always the same keys in the same order, a row a line, so that two runs can be compared by line. */
export function reportJson(about: Circumstances, sections: readonly Section[]): string {
  const row = ({ name, value, unit, baselines, ratio, target, met, note }: Row): string =>
    `        ${JSON.stringify({ name, value, unit, baselines, ratio, target, met, note })}`;
  const section = ({ name, about: text, rows }: Section): string =>
    `    {\n      "name": ${JSON.stringify(name)},\n      "about": ${JSON.stringify(text)},\n      "rows": [\n${rows.map(row).join(',\n')}\n      ]\n    }`;
  const facts = Object.entries(about).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join('');
  return `{\n${facts}  "sections": [\n${sections.map(section).join(',\n')}\n  ]\n}\n`;
}

function targetText({ bound, value, of }: Target): string {
  return `${of === 'ratio' ? 'ratio ' : ''}${bound === 'most' ? '<=' : '>='} ${String(value)}`;
}

/** Three digits, more before the point where there are. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
