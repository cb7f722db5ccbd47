/** A certificate for 127.0.0.1, made for these tests and trusted by nobody else; valid until 2126. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUW1Rhw2HvZiALRXuh9I/WC6FwugswCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzAwNTMzNVoYDzIxMjYxMDMw
MDA1MzM1WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQCp+40XLhWBVop1X3obupUpMneRWIQS7xwIO/svufpZ7uUZBrUt7QO
/Arq6NRrZexVfHZDvVlf3Nm+SKGWEnoxo2QwYjAdBgNVHQ4EFgQUMgFXmeTvwkFZ
BuJAkeR4vG/kQzowHwYDVR0jBBgwFoAUMgFXmeTvwkFZBuJAkeR4vG/kQzowDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IBrOg9uFmVLr/BnjiKp28r3c5CKBNLJHWbRZHDGbEpkFAiEAh6L2bXRkr0eS+EPp
qsPNJSG33StIQrKAYbFKTM7zERw=
-----END CERTIFICATE-----
`;

/** Its key: no secret, for nothing trusts the certificate. */
export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIiv+PxexeLaJ/lN+
yhN8qlTrSAd9P6mPgxDlfsAhp1qhRANCAAQCp+40XLhWBVop1X3obupUpMneRWIQ
S7xwIO/svufpZ7uUZBrUt7QO/Arq6NRrZexVfHZDvVlf3Nm+SKGWEnox
-----END PRIVATE KEY-----
`;
