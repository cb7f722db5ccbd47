// Stands in for the native module @vscode/native-watchdog, which would need a compiler: ends an extension host whose
// server is gone.
const checkEveryMs = 2_000;

exports.start = (parent) => {
  setInterval(() => exitUnlessAlive(parent), checkEveryMs).unref();
};

exports.exit = (code) => process.exit(code ?? 0);

function exitUnlessAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    process.exit(87); // As the native module does.
  }
}
