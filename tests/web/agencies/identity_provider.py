"""A SAML 2.0 identity provider on paper: its metadata, and responses that it signs, which can be made to lie."""

import base64
import datetime as dt
import secrets
import zlib
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import lxml.etree
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY, SSO = "https://sign-in.county.example/saml", "https://sign-in.county.example/sso"
_NAMES = (
    'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
)
_PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
_SUBJECT = "urn:oasis:names:tc:SAML:attribute:subject-id"


@dataclass
class IdentityProvider:
    """The agency's sign-in; `key` and `certificate` are PEM."""

    entity: str = ENTITY
    key: bytes = b""
    certificate: bytes = b""
    lies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "county")])
        now = dt.datetime.now(dt.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .sign(key, hashes.SHA256())
        )
        self.certificate = made.public_bytes(serialization.Encoding.PEM)
        self.key = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def metadata(self):
        certificate = "".join(self.certificate.decode().splitlines()[1:-1])
        return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{self.entity}">
          <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
              <ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>
            </ds:KeyInfo></md:KeyDescriptor>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{SSO}"/>
          </md:IDPSSODescriptor></md:EntityDescriptor>""".encode()

    def answer(self, question, subject="0042", *, signed=True, altered=""):
        """The response (base64) to a question as our pages send it: the address of the identity provider."""
        asked = parse_qs(urlsplit(question).query)["SAMLRequest"][0]
        request = lxml.etree.fromstring(zlib.decompress(base64.b64decode(asked), -15))
        told = {
            "to": request.get("ID"),
            "back": request.get("AssertionConsumerServiceURL"),
            "audience": request.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer"),
            "issuer": self.entity,
            "until": _at(300),
            **self.lies,
        }
        assertion = self._assertion(told, subject)
        if signed:
            assertion = OneLogin_Saml2_Utils.add_sign(
                assertion, self.key.decode(), self.certificate.decode()
            ).decode()
        if altered:
            assertion = assertion.replace(subject, altered)
        assertion = assertion.partition("?>")[2] if assertion.startswith("<?xml") else assertion
        response = f"""<samlp:Response {_NAMES} ID="_{secrets.token_hex(8)}" Version="2.0" IssueInstant="{_at()}"
          Destination="{told["back"]}" InResponseTo="{told["to"]}"><saml:Issuer>{told["issuer"]}</saml:Issuer>
          <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
          {assertion}</samlp:Response>"""
        return base64.b64encode(response.encode()).decode()

    def _assertion(self, told, subject):
        return f"""<saml:Assertion {_NAMES} ID="_{secrets.token_hex(8)}" Version="2.0" IssueInstant="{_at()}">
          <saml:Issuer>{told["issuer"]}</saml:Issuer>
          <saml:Subject><saml:NameID Format="{_PERSISTENT}">{subject}</saml:NameID>
            <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
              NotOnOrAfter="{told["until"]}" Recipient="{told["back"]}" InResponseTo="{told["to"]}"/>
            </saml:SubjectConfirmation></saml:Subject>
          <saml:Conditions NotBefore="{_at(-300)}" NotOnOrAfter="{told["until"]}"><saml:AudienceRestriction>
            <saml:Audience>{told["audience"]}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
          <saml:AuthnStatement AuthnInstant="{_at()}" SessionIndex="_1"><saml:AuthnContext><saml:AuthnContextClassRef
            >urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
          </saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="{_SUBJECT}">
            <saml:AttributeValue>{subject}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>
          </saml:Assertion>"""


def _at(seconds=0):
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
