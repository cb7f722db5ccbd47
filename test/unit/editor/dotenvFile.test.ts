import assert from 'node:assert/strict';
import {
  ignoresDotenv,
  variableIn,
  withDotenvIgnored,
  withVariable,
} from '../../../src/ui/editor/keyHygiene/dotenvFile';

describe('a .env file', () => {
  it('gets a variable at its end, or where it was', () => {
    assert.equal(withVariable('', 'A_KEY', 'k'), 'A_KEY=k\n');
    assert.equal(withVariable('B=1', 'A_KEY', 'k'), 'B=1\nA_KEY=k\n');
    assert.equal(withVariable('A_KEY=\n', 'A_KEY', '$1$&'), 'A_KEY=$1$&\n');
    assert.equal(
      withVariable('XA_KEY=1\r\nexport A_KEY = "x"\r\nB=1\r\n', 'A_KEY', 'k'),
      'XA_KEY=1\r\nexport A_KEY=k\r\nB=1\r\n',
    );
    assert.equal(withVariable('B=1\r\n', 'A_KEY', 'k'), 'B=1\r\nA_KEY=k\r\n');
  });

  it('gets a variable where the last of its assignments was, since that one counts', () => {
    const text = 'A_KEY=1\nA_KEY=2\n';
    assert.equal(withVariable(text, 'A_KEY', 'k'), 'A_KEY=1\nA_KEY=k\n');
    assert.deepEqual([variableIn(text, 'A_KEY', '1'), variableIn(text, 'A_KEY', '2')], ['different', 'same']);
  });

  it('tells what it has for a variable', () => {
    for (const text of ['A_KEY=k', ' export A_KEY = "k"\r\n', "B=1\nA_KEY='k' # mine", 'A_KEY=k # mine'])
      assert.equal(variableIn(text, 'A_KEY', 'k'), 'same');
    assert.equal(variableIn('A_KEY=other', 'A_KEY', 'k'), 'different');
    assert.equal(variableIn('# A_KEY=k\nXA_KEY=k\nA_KEYS=k', 'A_KEY', 'k'), 'absent');
  });

  it('is ignored by rules for it, of which the last counts', () => {
    for (const text of ['.env', 'x\r\n/.env\r\n', '**/.env', '.env*', '*.env', '.env.*\n.env'])
      assert.equal(ignoresDotenv(text), true, text);
    for (const text of ['', '# .env', '.envrc', 'src/.env', '.env.*'])
      assert.equal(ignoresDotenv(text), undefined, text);
    assert.equal(ignoresDotenv('.env\n!.env'), false);
    assert.equal(ignoresDotenv(withDotenvIgnored('node_modules')), true);
  });

  it('is not ignored in a folder below by a rule for the folder above alone', () => {
    assert.deepEqual([ignoresDotenv('.env', false), ignoresDotenv('/.env', false)], [true, undefined]);
  });
});
