"""Projects beyond the patterns' own examples: sentences as minutes write them, documents, tables, hostile text."""

from __future__ import annotations

import re
import time as clock
from itertools import pairwise

import pytest

from referat.labels import project
from referat.patterns import load
from referat.structure.tables import find_tables
from referat.values import Mention, bare

_MARK = re.compile(r"\[([^\[\]]*)\]")


def read_marked(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its brackets, and each marked span with its value: `[Liv på kajens|Liv på kajen]`."""
    wanted = [(mark.partition("|")[0], mark.partition("|")[2] or mark) for mark in _MARK.findall(marked)]
    return _MARK.sub(lambda mark: mark[1].partition("|")[0], marked), wanted


def found(text: str) -> list[Mention]:
    return sorted(project.find(bare(text, tables=find_tables(text))), key=lambda mention: mention.start)


def shown(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.value) for mention in found(text)]


#: A sentence or two each, by the field of the committee that might have written them.
NAMED = [
    # housing and social work
    "Byrådet bevilger 1,2 mio. kr. til projektet »[Fælles om Nørremarken]« i 2021.",
    'Boligselskabet søger om tilskud til den boligsociale indsats "[Trygge naboer]".',
    "Forvaltningen ansøger Socialstyrelsen om midler fra puljen “[Bedre hjælp til hjemløse]”.",
    "[Projekt Nyt Liv] blev afsluttet i juni, og tre borgere er flyttet i egen bolig.",
    'Afrapporteringen af "[Hjem igen]" er vedlagt som bilag.',
    'Erfaringerne fra projekt "[Bo Bedre Sammen]" viser, at beboerne bliver længere i området.',
    "Væresteder i tre byer deltager i pilotprojektet [Åben Dør], der er finansieret af satspuljen.",
    'Udvalget orienteres om udmøntningen af puljerne "[Socialt udsatte]" og "[Frivillig hverdag]".',
    'Projektet, "[En vej videre]", henvender sig til mænd over 50 år.',
    "Den opsøgende indsats »[Gadens Folk]« fortsætter i 2024. [Gadens Folk] har to medarbejdere.",
    # culture and leisure
    "Midlerne tages fra [Kulturpuljen], som udvalget råder over.",
    'Kulturudvalget bevilger 75.000 kr. til festivalen "[Klang i gaden]".',
    "Der søges om 40.000 kr. fra [Landdistriktspuljen] til nye legeredskaber i Tise.",
    "Foreningen har fået tilsagn om støtte fra [Udviklingspuljens|Udviklingspuljen] restmidler.",
    "Arrangementet ”[Lys over fjorden]” afholdes igen til vinter.",
    'Biblioteket står bag læsekampagnen "[Bogslugerne]", og [Bogslugerne] har nu 900 deltagere.',
    "[Kultur- og Fritidspuljen] har modtaget 14 ansøgninger.\nUdvalget fordeler [Kultur- og Fritidspuljen] i maj.",
    'Tilskud til "[Spil Dansk Dagen]" er en del af projektet.',
    'Det foreslås, at projektet får navnet "[Den Grønne Scene]".',
    # employment
    'Jobcentret har fået del i puljen "[Flere over i job - en indsats for langtidsledige]".',
    "Evaluering af projektet [JobBro] forelægges udvalget. [JobBros|JobBro] resultater er gode.",
    'Udvalget besluttede at videreføre indsatserne "[Tæt på job]", "[Mentor til alle]" og "[Virksomhed først]".',
    "Det nye initiativ [Én Indgang] samler tilbuddene til de unge.",
    "Der er ansat en projektleder til projekt [Veje til Uddannelse] i 2 år.",
    "Status på projekt »[Robust Sammen]«: 45 borgere er henvist.",
    'Puljeansøgning: "[Ordblinde i arbejde]".',
    "I forlængelse af projektet [Flere Skal Med] ønsker forvaltningen at ansætte to virksomhedskonsulenter.",
    # integration
    'Kommunen deltager i det tværkommunale projekt "[Sprog i hverdagen]", som udløber med udgangen af 2019.',
    "Venligboerne har søgt om midler til »[Nabo for en dag]«, et projekt for nytilkomne familier.",
    '"[Bydelsmødre på farten]" er et projekt, hvor kvinder hjælper kvinder.',
    # children, schools
    'Forløbet "[Stærke sammen i 7. klasse]" tilbydes alle skoler.',
    'Skolerne medvirker i kampagnen "[Alle børn cykler]" i september.',
    "[Projekt Ro på Klassen] er evalueret, og [Projekt Ro på Klassens|Projekt Ro på Klassen] metoder udbredes.",
    'Dagtilbuddene har arbejdet med udviklingsprojektet "[Sprogspor]".',
    'Ansøgning om midler fra puljen til "[Flere voksne i vuggestuer og børnehaver]" fremsendes.',
    'Programmet "[De tidlige år]" er støttet af Novo Nordisk Fonden.',
    "Initiativet [Sommerferie for Alle] koster 300.000 kr. årligt.",
    # climate, technology, environment
    'Projektet "[Søer og sump – naturgenopretning ved Kragsø]" er støttet af EU.',
    "Frederikshavn deltager i [Projekt Grøn Havn - etape 2], der er på 12 mio. kr.",
    "Kampagnen [Ren By Nu] kører i uge 16.",
    "Der søges om midler fra [Klimapuljen] til regnvandsbede, og [Klimapuljens|Klimapuljen] ramme er 3 mio. kr.",
    'Anlægsprojektet "[Broen over Møllebækken]" er forsinket.',
    "Klimatilpasningsprojektet »[Vand på Vej]«\ner forsinket. Arbejdet med »[Vand på\nVej|Vand på Vej]« begynder.",
    'Vejprojektet "[Ringvej Syd, etape 3]" sendes i udbud.',
    'Naturprojektet "[Enghaven]" - [Enghaven] ligger øst for byen.',
    'Forsøget med titlen "[Stille Kyst]" gentages.',
    # EU and state programmes
    "Gymnasiet har fået støtte fra [Erasmus+] til en studietur.",
    "Der er søgt medfinansiering i [Interreg] og i [Horizon Europe].",
    "Projektet [GreenPort North] er støttet af [Interreg Nordsøen] med 1,1 mio. euro.",
    "EU-projektet [SCOPE] løber til 2023.",
    "Biblioteket søger støtte i [Kreativt Europa].",
    # health
    'Sundhedscentret tilbyder deltagelse i "[Røgfri på 8 uger]", der er et samarbejdsprojekt med apotekerne.',
    "Kræftens Bekæmpelse står bag indsatsen ‘[Sluk for solen]’.",
    "Regionen har igangsat programmet [Sundhed Tættere På], som ledes af en styregruppe.",
    "Den tidligere nævnte [Forebyggelsespulje] er opbrugt.",
    "Projekt: »[Hjerterum]«",
    'Partnerskabet "[Sammen om demens]" består af ni kommuner.',
    # quotation marks gone wrong
    'Ansøgning til puljen "[Udsyn og indsyn], som forvaltningen har sendt.',
    "Ansøgning til puljen [Udsyn og indsyn]”, som forvaltningen har sendt.",
    'Projekterne ””[Kælderliv]" og ”[Loftliv]”” er afsluttet.',
    "Projektet ''[Kystens Børn]'' er støttet af fonden.",
    "Projektet „[Morgenfrisk]“ og projektet «[Aftenro]» er nye.",
    'Projektet " [Skæve Boliger] " er nyt.',
    # headings and titles
    '## **Punkt 4: Projekt "[Fiskens vej]" - anlægsbevilling**\n\n[Fiskens vej] er en stryg.',
    "12. Frigivelse af anlægsbevilling til projekt »[Kridtgraven]«\n\nResume\n\n[Kridtgraven] åbner i 2022.",
    'PROJEKTET "[Blå Bånd]" - STATUS',
    "Orientering om projektet **[Fri Bane]**, der er vedtaget.",
    # short forms
    'Projektet "[Familier i balance]" ([FIB]) fortsætter. [FIB] har egen leder, og [FIBs|FIB] budget er uændret.',
    'Projektet "[Mit liv - mine valg]" er nyt. [Mit liv - mine valg] er for unge.',
    "Midler til [Projekt Lyspunkt] er bevilget. [Lyspunkt] er for ensomme ældre. Medarbejderne i [Lyspunkt] er glade.",
    'Projektet "[Ud i det blå: friluftsliv for alle]" slutter nu. [Ud i det blå] har haft 400 deltagere.',
    'Projektet "[Tidlig Start]" er godt. "[Tidlig Start]"-konsulenterne og [Tidlig Start]-indsatsen fortsætter.',
    'Indsatsen "[Kom videre]" var dyr. Der står mere om "[Kom videre med livet]" i bilaget.',
    # what nothing announces, but comes again with its capital inside sentences
    "[Leg hele livet] - ny aftale\nKommunen er med i [Leg hele livet]. Aftalen om [Leg hele livet] udløber i juni.",
    "8. [Kor for alle] på Nordskolen\n\nSkolen vil gerne fortsætte [Kor for alle].\n\n[Kor for alle] har 40 elever.",
    "De er med i [Haver til alle] og på [Haver til alles|Haver til alle] kurser.\n\nBilag\n[Haver til alle], regnskab",
    "Naboerne holder fast i [Sammen om gaden], som voksede ud af en gadefest.\nDe er med i [Sammen om gaden].",
]

#: What looks like a project's name and is none.
REFUSED = [
    # plans, policies, strategies
    'Beskæftigelsesplanen "Flere i job" blev vedtaget i september.',
    'Byrådet har i Planstrategien "Plads til alle" peget på fire temaer.',
    "Sundhedspolitikken »Sundhed hele livet« revideres hvert fjerde år.",
    'Ungestrategien "Unge kan" udløber i 2020.',
    'Opfølgning på "Strategi for grøn omstilling" forelægges udvalget.',
    'Evaluering af "Handleplan for vejstøj" er vedlagt.',
    'Visionen "Sammen løfter vi" er vedtaget af byrådet.',
    'Status på "Kvalitetsstandarder 2020".',
    "Projektet skal ses i sammenhæng med Kommuneplan 2017 og Klimaplan 2030.",
    'Helhedsplanen "Fra udsat til unik" er godkendt af Landsbyggefonden.',
    # papers and enclosures
    'Rapporten "Projekt Åben Skole i tal" er fra 2014.',
    'Forvaltningen har udarbejdet notatet "Baggrund for projektet".',
    "Pjecen ”Godt i gang” sendes til alle forældre.",
    'Bilag 2: "Oversigt over puljer".',
    'Vejledningen "Kend din pulje" ligger på hjemmesiden.',
    'Skemaet "Ansøgning om tilskud" udfyldes elektronisk.',
    'Se afsnittet "Økonomi" nedenfor.',
    'Lokalplan 112 "Boligområde ved Kirkevej" sendes i høring.',
    # methods, agreements, reforms, laws
    'Metoden "Signs of Safety" anvendes i sagsbehandlingen.',
    "Der arbejdes efter IPS og Housing First.",
    'Indsatsen bygger på metoden "De Utrolige År".',
    'Aftalen "Sammen om velfærd" blev indgået i maj.',
    'Reformen "Et løft til folkeskolen" trådte i kraft i 2014.',
    "Projektet er omfattet af Planloven og VVM-reglerne.",
    # general funds
    "Indsatsen finansieres af SATS-puljen for 2016-2019.",
    "Midlerne kommer fra satspuljen og finanslovspuljen.",
    "Der er afsat 5 mio. kr. i anlægspuljen, og Anlægspuljen er nu brugt.",
    "Lønpuljen forhandles med organisationerne.",
    "Der afsættes en pulje til trafiksikkerhed på 2 mio. kr.",
    "Puljen til vejvedligeholdelse hæves med 1 mio. kr.",
    "Midlerne overføres til landdistriktspuljen, som fordeles i maj.",
    "Landdistriktspuljen er fordelt. Resten af landdistriktspuljen overføres.",
    "Puljen fordeles af udvalget. Pulje 1 er til skoler, Pulje B til haller.",
    # goals, speech, words
    'Målet er, at "Flere borgere skal trives".',
    'Byrådets mål "Alle skal have et job" er uændret.',
    'Borgmesteren udtalte: "Projektet er en gevinst for hele byen."',
    '"Vi er meget glade for projektet", siger formanden.',
    'Projektet er blevet kaldt "en skandale" i pressen.',
    'Indsatsen er "god nok", mener et flertal.',
    'Begrebet "nærhed" bruges bredt i projektet.',
    'Der var såkaldte "bløde" indsatser og "hårde" projekter.',
    'Projektets "ildsjæle" blev hyldet.',
    'Spørgsmålet "Hvad koster projektet?" blev besvaret.',
    'Udvalget ønsker en "borgernær" løsning i projektet.',
    'Under overskriften "Nyt fra udvalget" orienterede formanden.',
    'I kolonnen "Projekt" angives sagens navn.',
    'Udvalget tiltrådte "scenarie 2" for projektet.',
    # systems, bodies, places, works of art
    'It-systemet "KMD Nexus" indføres i hjemmeplejen.',
    'Computerprogrammet "Excel" bruges ved opgørelsen.',
    "Medarbejderne anvender programmet Word til referater.",
    "TV-programmet »Kommunen på afveje« blev vist i går.",
    'Foreningen "Venner af Parken" deltager i projektet.',
    'Restaurant "Havkatten" ønsker udeservering.',
    'Skulpturen "Bølgen" opstilles på torvet.',
    'Udstillingen "Byens ansigter" åbner i marts.',
    "Projektet Nørregade 12-14 omfatter otte boliger.",
    "Projektet omfatter Vejle Kommune og Region Syddanmark.",
    "Projektet er startet i Vollsmose. Indsatsen Odense Kommune yder, er stor.",
    'Børnehuset "Regnbuen" udvides.',
    "Projektleder Mette Holm deltog. Projektlederen, Mette Holm, orienterede.",
    # works and plain descriptions
    "Renovering af Nørre Skole er sat i gang, og projektet forventes afsluttet i 2020.",
    "Projekt nr. 123456 og projekt 12 er afsluttet.",
    "Projektforslag for ny svømmehal. Projektbeskrivelse vedlægges.",
    "Projekt Renovering af tag på Søndre Skole.",
    "Indsatser\nØkonomi\nTidsplan",
    "Projekt\tBudget 2020\tForbrug\nRenovering af hal\t1.000\t900\nNy cykelsti\t500\t20\n",
    "Programmet for dagen er:\nVelkomst v. borgmesteren",
    "Initiativet Danmark har taget, er godt.",
    "Kampagnen Socialdemokratiet førte, var dyr.",
    'Tilskud til "køb af telte" imødekommes ikke.',
    "Projektet begynder\nUdvalget drøftede sagen.",
    'Indsatsen\n\n"Tabel 3" viser forbruget.',
    'Projektet\n\n"Sund By" er noget andet.',
    "EU-projektet, VVM-projektet og OPP-projektet er sat på pause.",
    'Eventuelt\n"Intet"',
    # what comes again, too, and is a paper, a body, a place or words that only begin a line
    "Vi har politikken Sammen om byen. Målene i Sammen om byen følges, og Sammen om byen gælder til 2030.",
    "Bilag 1: Udmøntning af Leg i gården\nBilag 2: Status fra Leg i gården\nBilag 3: Anlægsaftalen Leg i gården",
    "Der søges dispensation fra Grøn handleplan for baner. Målene i Grøn handleplan for baner følges.",
    "Styrkelse af fællesskaber og Øget tilskud til klubber. Ja til Øget tilskud til klubber.",
    "Et tilskud til foreningen Leg i gården. Formanden for Leg i gården takkede, og Leg i gården holder åbent hus.",
    "Skovsøgården i Slagelse søger. Der er plads på Skovsøgården i Slagelse, og Skovsøgården i Slagelse er god.",
    "Sagen sendes til Teknik og Miljø. Svaret fra Teknik og Miljø ventes, og Teknik og Miljø følger op.",
    "Status for sagen\nTaget til efterretning.\n\nBeslutning\nTaget til efterretning.\n\nSag\nTaget til efterretning.",
    "Når Venstre stemte imod, og da Venstre stemte imod igen, faldt forslaget.",
]


#: Longer pieces: items, lists, applications, running text without line breaks.
PIECES = [
    (
        'Kommunen har siden 2018 deltaget i Socialstyrelsens projekt "[Veje ud af ensomhed]". Formålet med '
        'projektet er at forebygge ensomhed. I projekt "[Veje ud af ensomhed]" er der ansat to medarbejdere. '
        "Udvalget får med denne sag en status på [Veje ud af ensomhed]."
    ),
    (
        "Region Midtjylland og Horsens Kommune har sammen etableret projektet [Tidlig Opsporing] (herefter "
        "[TO]). [TO] finansieres ligeligt."
    ),
    (
        "Center for Sundhed foreslår, at der afsættes 300.000 kr. til en fortsættelse af indsatsen [Bevæg "
        "Dig Fri] i 2022. Indsatsen henvender sig til borgere med psykisk sårbarhed."
    ),
    (
        'Byrådet godkendte i 2020 helhedsplanen for Korskærparken. Den boligsociale del hedder "Sammen om '
        'Korskær" og løber til 2024.'
    ),
    (
        "Der er modtaget 12 ansøgninger til [Kulturudviklingspuljen 2021]. Administrationen indstiller, at "
        "der gives tilskud til følgende projekter:\n"
        "\n"
        '- "[Ø-toner]", Samsø Musikforening: 25.000 kr.\n'
        '- "[Havnen synger]", Koret Vind: 15.000 kr.\n'
        "- Indkøb af nye stole til forsamlingshuset: 0 kr."
    ),
    (
        "Ansøger: Vrå Borgerforening\n"
        "Projekt: [Byens grønne plet]\n"
        "Ansøgt beløb: 35.000 kr.\n"
        "Administrationen vurderer, at projektet [Byens grønne plet] lever op til kriterierne."
    ),
    (
        "| Ansøger | Projekt | Ansøgt | Indstilling |\n"
        "|---|---|---|---|\n"
        "| Tuse Næs Lokalforum | [Sti til alle] | 45.000 | 45.000 |\n"
        "| Spejderne | Renovering af hytte | 30.000 | 0 |\n"
        "| Holbæk Teater | [Drama på Molen] | 60.000 | 40.000 |\n"
    ),
    (
        "Kampagnen mod rusmidler, [Klar til Fest], gennemføres på alle ungdomsuddannelser. Til [Klar til "
        "Fest] hører en app."
    ),
    (
        'Forvaltningen har søgt og fået bevilget 2,4 mio. kr. fra Sundhedsstyrelsens "[Pulje til '
        'kompetenceløft i hjemmesygeplejen]".'
    ),
    (
        'Som led i klimaindsatsen deltager kommunen i [DK2020] og i partnerskabet "[Grønne Byer]". '
        "Klimahandlingsplanen udarbejdes efter C40-standarden."
    ),
    (
        "Sagen genoptages. Udvalget besluttede den 4. marts at sætte projekt [Cykelring Nord] i bero. "
        "[Cykelring Nord] er anslået til 18 mio. kr."
    ),
    'Anlægsbevilling til projekt "Renovering af Storegade" på 5 mio. kr. søges frigivet.',
    'Midlerne fra [Velfærdspuljen] går til tre initiativer: "[Spis sammen]", "[Gå med]" og "[Ring til Anna]".',
    "På baggrund af de gode erfaringer fra »[Flyv fra reden]« foreslås projektet gjort permanent.",
    (
        "[Projekt Skulderklap] er et samarbejde mellem jobcentret og tre fagforeninger. I [Projekt "
        "Skulderklap] får ledige en mentor. Udgiften til [Skulderklap] er 0,8 mio. kr."
    ),
    "Fritidsudvalget har en pulje til nye initiativer. Puljen til nye initiativer er på 200.000 kr.",
    "Landsbypedellerne og Landsbyrådet har søgt om 100.000 kr. fra Landdistriktsudvalgets pulje.",
    ('LAG Thy-Mors har givet tilsagn til projektet "[Kystens køkken]" i Klitmøller under [Landdistriktsprogrammet].'),
    (
        "Byrådet tiltrådte, at kommunen søger om optagelse i EU-projektet [NorthSea Cycles] under "
        "[Interreg]. Egenfinansieringen i [NorthSea Cycles] er 25 %."
    ),
    (
        'Ældrerådet anbefaler, at "Værdighedspolitik 2022-2025" godkendes, og at pilotprojektet [Musik som '
        "Medicin] evalueres."
    ),
    'Beskæftigelsesindsatsen er styrket. Projekt- og udviklingsmidler anvendes til "social mobilitet".',
    'I budgetaftalen "En kommune i balance" er der afsat midler til en rusmiddelindsats.',
    'Skolebestyrelsen ønsker at fortsætte ordningen "[Morgenmotion]" og forløbet "[Klar til 1. klasse]".',
    'Klimatilpasningsprojektet i Tårup omtales som "[Det Blå Strøg]" og er medfinansieret af Realdania.',
    'Kommunen arbejder med "Kerneopgaven", "Robusthed" og "Den åbne skole".',
    'Udvalget drøftede kampagner og projekter. Jens Hansen (V) ønsker "mere for pengene".',
    "Der indgås aftale med Headspace Danmark om et lokalt Headspace.",
    (
        "Projektet [Liv og Lys i Bymidten] har til formål at skabe tryghed. Afledt drift af [Liv og Lys i "
        "Bymidten] er 50.000 kr."
    ),
    "Vedr. projekt '[Skolehaver for alle]': Der er indkommet tre tilbud.",
    "Evalueringen af frikommuneforsøget viser gode resultater. Evalueringen af turboforløb følger.",
    'Indsatsen kaldes "[Job i Centrum]". Budgettet for [Job i Centrum] er 2 mio. kr.',
    (
        "Udvalget for Børn bevilger 50.000 kr. til [Børnekulturugen] i samarbejde med biblioteket. "
        "[Børnekulturugen] afholdes i uge 40."
    ),
    "Pulje A: 100.000 kr. Pulje B: 50.000 kr.",
    "Formanden orienterede om: - [Projekt Nye Naboer] - Besøg på Skovvang Plejecenter - Budget 2024",
    "Styregruppen for [Sundhed Sammen] mødes i maj. [Sundhed Sammen] er et projekt under Sundhedsaftalen.",
    ("Rammen i [Boligforbedringspuljen] er udmøntet. Der er ansøgt for 3 mio. kr. til [Boligforbedringspuljen]."),
    (
        "Transkript 1 Referat Kulturudvalget Kl Mødested: Rådhuset 2 Indholdsfortegnelse Side 1. Godkendelse "
        "af dagsorden 3 2. [Kulturpuljen], fordeling 4 3. Orientering 5 2. [Kulturpuljen], fordeling "
        "Sagsfremstilling Der er kr. tilbage i [Kulturpuljen]. Teatergruppen Ø søger til forestillingen "
        '"Kong Lear" og til projektet "[Teater for tusindben]". Beslutning Godkendt.'
    ),
    (
        "Punkt 14 Anlægsregnskab for Ny Børnehave i Sdr. Felding Sagsnr.: 12/345 Projektet er afsluttet. "
        "Indstilling Direktionen indstiller at regnskabet godkendes."
    ),
    (
        "Sag nr. 31 Projekt [Ungdommens Hus] RESUMÉ Udvalget skal tage stilling til den fremtidige drift af "
        "projekt [Ungdommens Hus]."
    ),
    (
        "7. [Projekt Smukke Byer] (B)\n"
        "\n"
        "Sagsfremstilling\n"
        "I budget 2019 er der afsat 2 mio. kr. til [Projekt Smukke Byer]. Byerne Ans, Kjellerup og Them er "
        "udvalgt."
    ),
    (
        '12. Frigivelse af midler: "[Blå Støttepunkter]" på havnen\n'
        "\n"
        'Projektet "[Blå Støttepunkter]" er støttet af Realdania og Lokale og Anlægsfonden.'
    ),
    "Godkendelse af skema B for Boligselskabet Fruehøjgaard, afd. 12 - projekt Hjortsballevej",
    "Evaluering af forsøg med selvstyrende teams. Forsøget fortsætter i 2023.",
    ("Orientering om [SUNDBY-LIV]: Projektet [SUNDBY-LIV] er et samarbejde mellem Aalborg Universitet og kommunen."),
    "Kommunens deltagelse i [Folkemødet] drøftes. Der er 50.000 kr. i en konto til formålet.",
    'Ansøgning om dispensation fra Lokalplan 1.12 "Erhvervsområde ved Motorvejen".',
    'Tilskud til Grindsted Gym. & Ungdomsforening - projekt "[En hal i bevægelse]".',
    'Social- og Sundhedsudvalget behandlede "Magtanvendelser 2018" og "Tilsynsrapporter".',
    'Projektet har arbejdstitlen "[Cykling uden alder på landet]".',
    (
        "I forbindelse med kampagnen ”[Giv plads i trafikken]” opsættes der bannere. Kampagnen er en del af "
        '"Trafiksikkerhedsplan 2020".'
    ),
    'Forvaltningen peger på tre indsatser: Flere hænder, bedre overgange og "en dør ind".',
    ("Indsats 1: Styrket samarbejde\nIndsats 2: Tidlig opsporing\n"),
    ("Under projektet »[Fra jord til bord]« har 14 skoler fået køkkenhaver, og skolerne roser »[Fra jord til bord]«."),
    "Ældrepuljen 2021: Der er 4 mio. kr. Ældrepuljen anvendes til velfærdsteknologi.",
    (
        "[Bygningsfornyelsespuljen]\n"
        "\n"
        "Udvalget fastsætter kriterier for [Bygningsfornyelsespuljen]. Ansøgere til "
        "[Bygningsfornyelsespuljen] skal bo i landzone."
    ),
    'Programmet løfter læringen. "Læringsløft" blev drøftet som overskrift.',
    "Punktet vedrører projekterne [Grøn Rute], [Klosterhaven] og [Ny Aastrup].",
    (
        "Anlægsprojekter 2021 (mio. kr.)\n"
        "Projekt\t2021\t2022\n"
        "Klimasikring af Vejlevej\t4,0\t2,0\n"
        "Sdr. Ringvej\t1,0\t0,0\n"
    ),
    ("Ansøger\tFormål\tBeløb\nVenskabsbyforeningen\tRejse til Polen\t5.000\nSangkraften\tSang for alle\t8.000\n"),
    'Forslag til vindere af Arkitekturprisen 2019: "Havnehuset" og "Kornsiloen".',
    'Byrådet besluttede den 2. maj at igangsætte forprojekt for "[Kulturkvarteret ved Åen]".',
    'Der orienteres om "[Sammen på Banen]", som er et projekt, hvor flygtninge bliver fodbolddommere.',
    "Initiativtager Bo Holm præsenterede idéen. Puljeansøgeren var Café Kram.",
    'Ansøgningen fra FC Prinsesserne til "[Piger på banen]" (25.000 kr.) imødekommes fra [Idrætspuljen].',
    'En del af midlerne i "Budget 2022" overføres til projekt "[Bedre Byrum i Brovst]" (anlæg).',
    (
        "Jobcentret deltager sammen med STAR i [Flere skal med 2], og [Flere skal med 2] udløber i 2021. "
        'Projektet kaldes "[Flere skal med 2]".'
    ),
    "Miljø- og Fødevareministeriets program [Landsbyer i Balance] blev ikke til noget.",
    (
        "Orientering fra formanden:\n"
        "- Møde med Kulturelt Samråd\n"
        '- Besøg i projekt "[Haver til Maver]"\n'
        '- Temamøde om "Fremtidens ældrepleje"\n'
    ),
    'Landsforeningen Liv&Død står bag pjecen "Ord om døden". LMS driver tilbuddet "Ung Linje".',
    ("Emne: [Projekt Rent Drikkevand]\nSagsnr.: 2019-12345\n[Projekt Rent Drikkevand] omfatter 12 boringer."),
    "Kommunens [Grønne Pulje] uddeles to gange årligt.",
    'Der ansøges om midler fra Kulturministeriets pulje "[Kunst og kultur i naturen]".',
    "Erhvervsstyrelsen har bevilget tilskud fra puljen [Landsbyfornyelse].",
    "Frivilligcentret får 75.000 kr. fra [Frivilligpuljen]. [Frivilligpuljen] er herefter tom.",
]


@pytest.mark.parametrize("marked", [*NAMED, *PIECES])
def test_named(marked: str) -> None:
    text, wanted = read_marked(marked)
    assert shown(text) == wanted


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert shown(text) == []


#: What a hostile text repeats.
UNITS = [
    *(
        '"',
        "”",
        "»",
        "'",
        "«»",
        "''",
        '"a ',
        '"A" og ',
        '"A"-',
        '"Ab" er et projekt. ',
        'projektet "',
        'projektet "Ab',
        "x-",
    ),
    *(
        "projektet ",
        "projektet, ",
        "projektet Ab og ",
        "projekt A",
        "Projekt ",
        "Projekt Grøn ",
        "Projekttitel: ",
        "- A\n",
    ),
    *(
        "projekter:\n",
        "projekter:\n- A b\n",
        "pulje",
        "puljen til ",
        "Kulturpuljen ",
        "Interreg ",
        "status på ",
        "a",
        " ",
    ),
    *('status på "Ab", ', "med titlen ", "Ab-projektet ", "A ", "Ab ", "Ab og ", "Alle a "),
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = clock.process_time()
        assert sum(1 for _ in project.find(bare(text))) >= 0
        return clock.process_time() - start

    best = min(seconds(20_000) for _ in range(2)), min(seconds(40_000) for _ in range(2))
    assert best[1] < 3 * best[0] + 0.05
    assert best[1] < 2


@pytest.mark.parametrize(
    "text",
    ["", "\x00", 'projektet "\ud800"', "projektet ", 'projektet ""', '"', "projektet \U0001f600", "Projekt\t", "pulje"],
)
def test_any_text_is_legal(text: str) -> None:
    assert all(a.end <= b.start for a, b in pairwise(found(text)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('puljen "Lys nu"', "pool"),
        ("Kampagnen Ren By Nu kører", "campaign"),
        ("støtte fra Erasmus+", "programme"),
        ('"Lys nu" er et projekt', "project"),
        ('festivalen "Lys nu"', "event"),
        ('indsatserne "Lys nu" er', "initiative"),
        ("midler fra Landsbypuljen til", "pool"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [mention.details["kind"] for mention in found(text)] == [kind]


def test_tables_of_applications() -> None:
    text = (
        "Nr.\tAnsøger\tProjekt\tBeløb\n1\tBy IF\tTryg hjemtur\t5.000\n2\tBy IF\tKøb af bolde\t100\n"
        '3\tSpejderne\t"Bål og brød"\t70\n\tI alt\t\t5.170\n\nTryg hjemtur er for børn.'
    )
    assert [value for _, value in shown(text)] == ["Tryg hjemtur", "Bål og brød", "Tryg hjemtur"]


def test_cells_tell_more_than_the_name() -> None:
    text = (
        "Ansøger\tAktivitet\tSøgt\nNyby Kor\tNyby Kulturnat, 29. september\t5.000\n"
        "Nyby Filmhus\tFestivalen Lys ved Fjorden\t900\n"
        "Nyby Kunst\tÅbne haver i uge 28\t70\nNyby Skole\tVarm mad, varme hænder\t80\nNyby Havn\tBål og båltale\t60\n\n"
        "Skolen er glad for Varm mad, varme hænder."
    )
    names = ["Nyby Kulturnat", "Lys ved Fjorden", "Varm mad, varme hænder", "Varm mad, varme hænder"]
    assert [value for _, value in shown(text)] == names


def test_cells_of_purposes_may_call_on_somebody() -> None:
    text = "Ansøger\tFormål\tSøgt\nNyby Kor\tKend din nabo\t5.000\nNyby IF\tKøb af bolde\t900\nFDF\tNye telte\t70\n"
    assert [value for _, value in shown(text)] == ["Kend din nabo"]


def test_a_number_below_a_name_is_not_part_of_it() -> None:
    text = "Bilag: projektet Energi på Tværs 2, dok. 7. Indstilling:\n1. vi fortsætter Energi på Tværs\n2. vi ser"
    assert [value for _, value in shown(text)] == ["Energi på Tværs 2", "Energi på Tværs"]


def test_heads_that_a_blank_line_parts_from_their_rows() -> None:
    text = "\tAnsøger\tProjekt\tBeløb\n\n1\tBy IF\tTryg hjemtur\t5.000\n2\tKoret\tSang på kajen\t100\n"
    assert [value for _, value in shown(text)] == ["Tryg hjemtur", "Sang på kajen"]


def test_a_table_of_works_names_no_projects() -> None:
    assert shown("Projekt\tBudget\tRest\nTorvet\t1.000\t900\nHavneparken\t500\t20\n") == []


@pytest.mark.parametrize(("one", "other"), [("noun", "weak_noun"), ("cue", "weak_cue"), ("starter", "not_name")])
def test_no_word_stands_in_two_lists_that_part_words(one: str, other: str) -> None:
    words = load("project").words
    assert not set(words[one]) & set(words[other])
