// Stands in for the native module @vscode/spdlog, which would need a compiler: without it VS Code writes no log and
// shows empty output channels. Files do not rotate: no server of ours runs that long.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = levels.indexOf('info');
    this.bare = false;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  trace(message) {
    this.log('trace', message);
  }
  debug(message) {
    this.log('debug', message);
  }
  info(message) {
    this.log('info', message);
  }
  warn(message) {
    this.log('warning', message);
  }
  error(message) {
    this.log('error', message);
  }
  critical(message) {
    this.log('critical', message);
  }

  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  // VS Code knows two forms: the message alone, or behind its time and level.
  clearFormatters() {
    this.bare = true;
  }
  setPattern() {
    this.bare = false;
  }
  flush() {}
  drop() {}

  log(level, message) {
    if (levels.indexOf(level) < this.level) return;
    appendFileSync(this.file, this.bare ? message : `${localTime(new Date())} [${level}] ${message}\n`);
  }
}

/** `2026-01-31 12:00:00.000` in local time. */
function localTime(date) {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, -1).replace('T', ' ');
}

async function createLogger(name, file) {
  return new Logger('rotating', name, file);
}

// One by one: VS Code imports them by name, which Node finds in CommonJS only when written like this.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
