"""Short forms of first names in use in the United States: Bill is William where the surname is the same."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

_SHORT = """
abigail: abby gail; abraham: abe; albert: al bert; alejandro: alex ale; alexander: alex al sasha xander
alexandra: alex sandra; alexandria: alex; alfred: al fred; alfonso: al poncho; amanda: mandy; andrea: andie
andrew: andy drew; angela: angie; anthony: tony; antonio: tony toño; arthur: art artie; augustus: gus
barbara: barb babs; barnabas: barney; bartholomew: bart; beatrice: bea; benjamin: ben benny benji
bernard: bernie; bradley: brad; brandon: bran; calvin: cal; cameron: cam; cassandra: cassie
catherine: cathy kate cat; charles: charlie chuck chas; charlotte: charlie lottie; christina: chris tina
christine: chris; christopher: chris kit topher; cynthia: cindy; clifford: cliff; clinton: clint
consuelo: chelo; cornelius: neil; curtis: curt; daniel: dan danny; danielle: dani; david: dave davy
deborah: deb debbie; dennis: denny; dolores: lola; dominic: dom nick; donald: don donny; dorothy: dot dottie
douglas: doug; edgar: ed; edmund: ed ned; eduardo: eddie lalo; edward: ed eddie ted ned; edwin: ed eddie
eleanor: ellie nora; elizabeth: liz beth betty betsy eliza lizzie; emanuel: manny; enrique: kike
ernest: ernie; eugene: gene; evelyn: evie; ezekiel: zeke; fernando: nando; florence: flo; frances: fran
francis: frank; francisco: frank pancho paco; franklin: frank; frederick: fred freddy rick; gabriel: gabe
genevieve: gen; geoffrey: geoff; george: georgie; gerald: gerry jerry; geraldine: gerry; gilbert: gil
gregory: greg; guadalupe: lupe; guillermo: memo; gwendolyn: gwen; harold: hal harry; henry: hank harry
herbert: herb; howard: howie; ignacio: nacho; isabel: izzy chabela; isaac: ike; jacob: jake
jacqueline: jackie; james: jim jimmy jamie; janet: jan; jasmine: jas; jeffrey: jeff; jennifer: jen jenny
jeremiah: jerry; jeremy: jerry; jerome: jerry; jessica: jess jessie; jesus: chuy; joel: joe
john: johnny jack jon; jonathan: jon; jose: pepe; joseph: joe joey; josephine: jo josie; joshua: josh
judith: judy; julian: jules; katherine: kate kathy katie kit; kathleen: kathy kate; kenneth: ken kenny
kimberly: kim; lawrence: larry; leonard: len leo lenny; leonardo: leo; leroy: roy; louis: lou; luis: lou
lucille: lucy; manuel: manny; marcus: marc; margaret: maggie meg peggy marge; marjorie: marge; martin: marty
matthew: matt; maureen: mo; maximilian: max; maxwell: max; melissa: missy mel; michael: mike mick mickey
michelle: shelly; mitchell: mitch; montgomery: monty; mohammed: mo; nancy: nan; natalie: nat; nathan: nate
nathaniel: nate nat; nicholas: nick nicky; nicole: nikki; oliver: ollie; pamela: pam
patricia: pat patty trish; patrick: pat paddy; peter: pete; philip: phil; phillip: phil; priscilla: cilla
rafael: rafa; ramona: mona; randall: randy; randolph: randy; raymond: ray; rebecca: becky
reginald: reggie reg; richard: rick dick rich ricky richie; robert: bob rob bobby robbie bert; roberta: bobbie
roberto: beto; rodney: rod; roland: rollie; ronald: ron ronnie; rosario: charo; rudolph: rudy; russell: russ
salvador: sal; samantha: sam; samuel: sam sammy; sandra: sandy; sebastian: seb; sergio: checo; sheldon: shelly
sidney: sid; sophia: sophie; stanley: stan; stephanie: steph; stephen: steve; steven: steve; stuart: stu
susan: sue susie; suzanne: sue; sylvester: sly; teresa: terry tess; terrance: terry; terrence: terry
terence: terry; theodore: ted theo teddy; theresa: terry tess; thomas: tom tommy; timothy: tim timmy
tobias: toby; valerie: val; vernon: vern; veronica: ronnie; victor: vic; victoria: vicky tori
vincent: vince vinny; virginia: ginny; walter: walt wally; warren: ren; wendell: wen; wesley: wes
william: bill will billy willie liam; wilfred: will; winston: win; zachary: zach zack
"""


def _read() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in _SHORT.replace("\n", ";").split(";"):
        full, _, shorts = entry.partition(":")
        for short in shorts.split():
            found[short].add(full.strip())
    return MappingProxyType({short: frozenset(fulls) for short, fulls in found.items()})


_FULL = _read()


def shortened(first: str, second: str) -> bool:
    """Whether one of two first names, in small letters, is a usual short form of the other."""
    return second in _FULL.get(first, ()) or first in _FULL.get(second, ())
