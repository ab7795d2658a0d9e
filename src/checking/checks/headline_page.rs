//! The manual page of `headline-body`.

use super::meta::{Meta, text};
use crate::checking::finding::FindingKind;
use crate::diagnostic::Severity;

pub(super) static HEADLINE_BODY: Meta = Meta {
    id: "headline-body",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The headline says what the body does not.",
    manual: "Two comparisons. A number of the headline is held against the numbers of the first paragraphs that go with the same verb or the same noun: it is flagged where one of them conflicts, and neither a number of the body \
             nor the sum of two agrees with it. And what the headline or a subhead states in the paper's own voice is held against what the body states or has a named speaker say: a denial, an opposite, another time or place, \
             flagged where nothing in the body supports the headline. For this the parts of the two are laid side by side, as headlines are written (“bridge deal” is “the deal on a new bridge”, “to close” is “will close”): \
             all that both have must be alike but for one part, which is another polarity, an opposite verb, another place, time, office or doer. Where the text has the headline's word elsewhere, nothing is flagged. \
             An age, or the only amount of its kind in the first sentences, is compared as well. So are a change by so many times (“treble”, “doubled”), a comparison (“longer”, “less”), what is kept and what is cut (“dividend cut”, “the same as last year”), \
             percentages and fractions (“12%”, “by a fifth”), a date that the text says another has taken the place of, what befell somebody and nobody (“two charged”, “neither has been charged”), a plea of guilty over a denial, what the text says is not shown, \
             and a noun of which the text has only another of its kind (“lichens”, “mosses”). \
             Then who did it to whom (“X beats Y” over “Y defeated X”, “X buys Y” over “X was sold to Y”, “Y lost to X”), what became of it (“backs plan” over “threw out a proposal”, “extend strike” over “suspended their strike”, “cleared” over “convicted”, “to charge drivers” over “dropped its plan to charge drivers”), \
             a name that the text writes otherwise and nowhere as the headline does (“Thornley”, “Thorley”; “storm Elsa”, “storm Ilse”), what is counted in the first sentences (“kills seven” over “four people died”; a number that the text has only as what was asked for, offered or true before), a result or a majority (“3–1” over “2–1”), the age at death, \
             and words of which one excludes the others: “widower” and “widow”, “final” over a win in the quarter-finals, “daylight” over 3 a.m., “southern” and “northern”, “prime minister” and “president”, “spring” and “autumn”, “more likely” and “less likely”, “violinist” and “pianist” before one name. \
             Last, a noun that the text has only where it says that nothing is known of it (“the study did not look at hay fever”) or that there was no effect.",
    source: "Fact-checking handbooks: 'headline, subheads and captions against the text'.",
    on: true,
    flags: &[
        text(
            "Floods kill 24 in Carra valley\n\nFloods in the Carra valley killed 14 people on Tuesday, the government said. Schools are closed.",
        ),
        text(
            "Shipowner jailed for nine years\n\nA shipowner was jailed for seven years over the fire, which lasted a night.",
        ),
        text("Carrick beat Dunmore\n\nDunmore beat Carrick on Saturday. The ground was full."),
        text(
            "Kestrel Foods to close Derby plant\n\nKestrel Foods will not close its plant in Derby, the company said. Unions are glad.",
        ),
        text(
            "Fossil found in Chile\n\nThe fossil of a whale has been found in Peru, scientists report. It is very old.",
        ),
        text("Snow in Norway\n\nSnow fell in Spain on Saturday. Some roads were closed."),
        text(
            "Measles cases treble in Orrin\n\nThe number of measles cases in Orrin has doubled since May. Clinics are open.",
        ),
        text(
            "Bees sleep less after learning\n\nBees that have learnt a task sleep for an hour longer. Nobody knows why.",
        ),
        text(
            "Profit at Kestrel falls 12%\n\nProfit at Kestrel had fallen by a fifth in May, the company said. Sales rose.",
        ),
        text(
            "Tram line delayed until 2027\n\nTrams will run in the spring of 2028 instead of the spring of 2027. It rained.",
        ),
        text(
            "Two charged after theft\n\nTwo men were held on Monday. Neither has been charged. Police want witnesses.",
        ),
        text(
            "Bees dream of what they learn, study finds\n\nBees sleep longer. “It does not show that bees dream,” Anna Berg said.",
        ),
        text(
            "Woman, 34, held over theft\n\nA woman aged 43 has been arrested over a theft in Carra. Police want witnesses.",
        ),
        text(
            "Marenko beats Orsic\n\nHelena Orsic has won the election in Karvia, defeating Dragan Marenko by 54% to 46%. It rained.",
        ),
        text(
            "Tolley to buy Harrow Mills\n\nHarrow Mills said on Wednesday that it would acquire Tolley. The shares rose.",
        ),
        text(
            "Council backs plan to close library\n\nThe council threw out a plan to close the library on Tuesday. Residents cheered.",
        ),
        text(
            "Nurses extend strike\n\nNurses at the hospital suspended their strike on Thursday. They vote next week.",
        ),
        text(
            "Jury finds captain guilty\n\nA former ferry captain was acquitted on Thursday of all charges. He wept.",
        ),
        text(
            "Agnes Thornley, illustrator, dies\n\nAgnes Thorley, whose books were loved by children, died on Monday. Thorley had been ill.",
        ),
        text(
            "Storm kills seven in Saranto\n\nFour people died when a storm crossed the island of Saranto on Wednesday. Three are missing.",
        ),
        text(
            "Bus drivers get 10% rise\n\nBus drivers will get a rise of 7%, their union said. The union had asked for 10%. Talks went on all night.",
        ),
        text(
            "Vercosa beat Lodrino 3-1\n\nVercosa beat Lodrino 2-1 in the Alpine Cup on Sunday. It was cold.",
        ),
        text(
            "Daylight raid on museum\n\nTwo men broke into the museum at 3.12 a.m. and took a painting. Nobody was hurt.",
        ),
        text(
            "Prime Minister Castor signs ban on vapes\n\nPresident Emil Castor signed a law on Wednesday that bans vapes. Shops are angry.",
        ),
        text(
            "Dogs protect children from hay fever, study finds\n\nChildren with dogs have less asthma. The study did not look at hay fever.",
        ),
    ],
    allows: &[
        text(
            "Floods kill 24 in Carra valley\n\nFloods in the Carra valley killed 24 people on Tuesday, the government said. Schools are closed.",
        ),
        text(
            "Floods kill 24 in Carra valley\n\nFloods killed 14 people in Upper Carra and ten people in Lower Carra on Tuesday.",
        ),
        text("Floods kill dozens in Carra valley\n\nFloods in the Carra valley killed 36 people on Tuesday."),
        text("Snow in Norway\n\nSnow fell in Spain on Saturday. In Oslo roads were closed, too."),
        text(
            "Measles cases in Orrin double in a month\n\nThe number of measles cases in Orrin has doubled since May. Clinics are open.",
        ),
        text(
            "Profit at Kestrel falls 20%\n\nProfit at Kestrel had fallen by a fifth in May, the company said. Sales rose.",
        ),
        text(
            "Tram line delayed until 2028\n\nTrams will run in the spring of 2028 instead of the spring of 2027. It rained.",
        ),
        text(
            "Strike ends\n\nThe strike ended on Friday. The strike, the longest since 1979, began on 26 February.",
        ),
        text("More than 20 killed in floods\n\nFloods in the Carra valley killed 24 people on Tuesday."),
        text(
            "Dale Foods to close Orrin plant\n\nDale Foods will close its plant in Orrin. It will not close its plant in Dale.",
        ),
        text(
            "Bank voted 8–1 for no change\n\nThe bank voted 8–1 to keep the rate. One member voted for a rise.",
        ),
        text(
            "Orsic ousts Marenko\n\nHelena Orsic has won the election in Karvia, defeating Dragan Marenko by 54% to 46%. It rained.",
        ),
        text(
            "Tolley sold to Harrow Mills\n\nHarrow Mills said on Wednesday that it would acquire Tolley. The shares rose.",
        ),
        text(
            "Council votes down plan to close library\n\nThe council threw out a plan to close the library on Tuesday. It had backed an earlier plan.",
        ),
        text(
            "Storm kills four in Saranto\n\nAt least four people died when a storm crossed the island of Saranto on Wednesday. Three are missing.",
        ),
        text(
            "Bus drivers demand 10%\n\nBus drivers were offered a rise of 7%, their union said. The union had asked for 10%. Talks went on all night.",
        ),
        text(
            "Night raid on museum\n\nTwo men broke into the museum at 3.12 a.m. and took a painting. The van was found in the afternoon.",
        ),
        text("Russians win in Orrin\n\nRussia won the final in Orrin on Sunday. It was their first title."),
    ],
};
