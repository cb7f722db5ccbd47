import assert from 'node:assert/strict';
import {
  isPrivateHost,
  mayRedirect,
  type ResolveHost,
  resolvesToPrivateHost,
} from '../../../../src/endpoints/http/redirect';

const hostOf = (address: string) => new URL(address).hostname;

describe('a host that the internet does not reach', () => {
  for (const address of [
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[ff02::1]/',
    'https://localhost/',
    'https://a.localhost/',
    'https://printer.local/',
    'https://metadata.google.internal/',
  ]) {
    it(`is that of ${address}`, () => assert.equal(isPrivateHost(hostOf(address)), true));
  }

  for (const address of [
    'https://api.thucchien.ai/',
    'http://8.8.8.8/',
    'http://[2606:4700::1]/',
    'https://local.example.com/',
  ]) {
    it(`is not that of ${address}`, () => assert.equal(isPrivateHost(hostOf(address)), false));
  }
});

describe('a redirect', () => {
  it('leads from the internet to no host that the internet does not reach', () => {
    const gateway = new URL('https://api.thucchien.ai/gemini');
    for (const to of [
      'https://127.0.0.1/',
      'https://192.168.1.1/',
      'http://localhost/',
      'https://a.internal/',
    ]) {
      assert.equal(mayRedirect(gateway, new URL(to)), false, to);
    }
    assert.equal(mayRedirect(gateway, new URL('https://files.example.com/')), true);
    assert.equal(mayRedirect(new URL('https://192.168.1.2/'), new URL('https://192.168.1.1/')), true);
  });
});

describe('a redirect to a name', () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    'api.example.com': ['93.184.216.34', '2606:4700::1'],
    'office.example.com': ['10.0.0.7'],
    'files.office.example.com': ['10.0.0.8'],
    'rebound.example.com': ['93.184.216.34', '127.0.0.1'],
    'nat64.example.com': ['64:ff9b::5db8:d822'],
    'caught.example.com': ['198.18.0.12'],
    'cdn.example.com': ['151.101.1.1'],
  };
  const resolve: ResolveHost = async (name) => {
    const addresses = names[name];
    if (!addresses) throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    return addresses;
  };
  const leadsToPrivateHost = (from: string, to: string, resolving = resolve) =>
    resolvesToPrivateHost(new URL(`https://${from}/`), new URL(`https://${to}/`), resolving);

  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:192.168.1.1',
    'fd00::1',
    'fe80::1%eth0',
  ]) {
    it(`leads to a private host where the name is resolved to ${address}, even next to a public address`, async () => {
      const resolving: ResolveHost = async (name) =>
        name === 'to.example.com' ? ['93.184.216.34', address] : ['93.184.216.34'];
      assert.equal(await leadsToPrivateHost('api.example.com', 'to.example.com', resolving), true);
    });
  }

  it('leads to a private host where one address of the name is private', async () => {
    assert.equal(await leadsToPrivateHost('api.example.com', 'rebound.example.com'), true);
    assert.equal(await leadsToPrivateHost('93.184.216.34', 'office.example.com'), true);
    assert.equal(await leadsToPrivateHost('[2606:4700::1]', 'office.example.com'), true);
  });

  it('is followed to a private host where it began at one, by its address or its name', async () => {
    assert.equal(await leadsToPrivateHost('office.example.com', 'files.office.example.com'), false);
    assert.equal(await leadsToPrivateHost('192.168.1.2', 'office.example.com'), false);
    assert.equal(await leadsToPrivateHost('localhost', 'office.example.com'), false);
  });

  it('leads to no private host where name servers or a proxy give a public name a special address', async () => {
    for (const to of ['cdn.example.com', 'nat64.example.com', 'caught.example.com', 'unknown.example.com']) {
      assert.equal(await leadsToPrivateHost('api.example.com', to), false, to);
    }
  });
});
