import { expect, test } from 'vitest';
import { clipboardFiles } from './clipboard-files.ts';

const text = (...asked: Parameters<typeof clipboardFiles>): [format: string, text: string] | null => {
  const files = clipboardFiles(...asked);
  return files === null ? null : [files.format, files.bytes.toString()];
};

test('desktops of the GNOME kind are told that it is a copy', () => {
  for (const desktop of ['ubuntu:GNOME', 'X-Cinnamon', 'XFCE']) {
    expect(text('linux', desktop, ['/tmp/a b.wav', '/tmp/ü.wav'])).toEqual(['x-special/gnome-copied-files', 'copy\nfile:///tmp/a%20b.wav\nfile:///tmp/%C3%BC.wav']);
  }
});

test('others get a list of addresses, each on a line of its own', () => {
  expect(text('linux', 'KDE', ['/tmp/a.wav', '/tmp/b.wav'])).toEqual(['text/uri-list', 'file:///tmp/a.wav\r\nfile:///tmp/b.wav\r\n']);
});

test('macOS gets one as an address, several as a property list', () => {
  expect(text('darwin', '', ['/tmp/a b.wav'])).toEqual(['public.file-url', 'file:///tmp/a%20b.wav']);
  const [format, list] = text('darwin', '', ['/tmp/Punch & <click>.wav', '/tmp/b.wav']) ?? [];
  expect(format).toBe('NSFilenamesPboardType');
  expect(list).toContain('<array><string>/tmp/Punch &amp; &lt;click>.wav</string><string>/tmp/b.wav</string></array>');
});

test('Windows cannot', () => {
  expect(text('win32', '', ['C:\\a.wav'])).toBeNull();
});
