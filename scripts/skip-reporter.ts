/**
 * A vitest reporter that lists every skipped test with its reason, so that a green run never hides
 * what it did not look at. A reason is what a test gives to `context.skip(condition, reason)`.
 * `npm test` asks for the list as a file (KICKLAB_SKIPPED) and prints it after its last step.
 */

import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules.flatMap((module) => {
      const file = relative(process.cwd(), module.moduleId);
      return [...module.children.allTests()].flatMap((test) => {
        const result = test.result();
        return result.state === 'skipped' ? [`${file}: ${test.fullName}: ${result.note ?? 'no reason given'}`] : [];
      });
    });
    if (lines.length === 0) return;
    const list = `${lines.join('\n')}\n`;
    const path = process.env.KICKLAB_SKIPPED;
    if (path === undefined) console.info(`\nSkipped:\n${list}`);
    else appendFileSync(path, list);
  }
}
