import assert from 'node:assert/strict';
import { notebookText } from '../../../src/ui/editor/files/notebookText';

function notebook(...cells: readonly object[]): string {
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

describe('the text of a notebook file', () => {
  it('is that of its cells and of what they have printed, without pictures and HTML', () => {
    const outputs = [
      { output_type: 'stream', name: 'stdout', text: ['Submitted\n', 'models/m/operations/a\n'] },
      {
        output_type: 'execute_result',
        data: {
          'text/plain': ["{'name': ", "'models/m/operations/b'}"],
          'application/json': { name: 'models/m/operations/c' },
          'text/html': '<b>no</b>',
          'image/png': 'iVBORw0KGgo=',
        },
      },
      { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['Traceback', 'E: models/m/operations/d'] },
    ];
    const file = notebook(
      { cell_type: 'markdown', source: '# Shots' },
      { cell_type: 'code', source: ['start()\n', 'wait()'], outputs },
    );
    assert.equal(
      notebookText(file),
      [
        '# Shots',
        'start()\nwait()',
        'Submitted\nmodels/m/operations/a\n',
        "{'name': 'models/m/operations/b'}",
        '{"name":"models/m/operations/c"}',
        'Traceback\nE: models/m/operations/d',
      ].join('\n'),
    );
  });

  it('is the file as it is, where it is no notebook', () => {
    for (const file of ['', 'models/m/operations/a', '{"cells": 3}', '[]', '{"cells": [null]}']) {
      assert.equal(notebookText(file), file);
    }
  });
});
