//! The formulas of FSRS-6 as they are published, written down a second time: what the library is tested against.

const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
    0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// Stability in days, and difficulty from 1 to 10.
pub struct Model {
    pub stability: f64,
    pub difficulty: f64,
}

impl Model {
    /// After a first recall that was good.
    pub fn learned() -> Model {
        Model { stability: W[2], difficulty: first_difficulty(3.0).clamp(1.0, 10.0) }
    }

    /// Chance of recall so many days later.
    pub fn chance(&self, days: f64) -> f64 {
        let factor = 0.9_f64.powf(-1.0 / W[20]) - 1.0;
        (1.0 + factor * days / self.stability).powf(-W[20])
    }

    /// One more recall, graded 1 (again) to 4 (easy).
    pub fn recall(&mut self, days: f64, grade: usize) {
        let (s, d, chance, grade) = (self.stability, self.difficulty, self.chance(days), grade as f64);
        let stability = if days == 0.0 {
            let change = (W[17] * (grade - 3.0 + W[18])).exp() * s.powf(-W[19]);
            s * if grade >= 2.0 { change.max(1.0) } else { change }
        } else if grade < 2.0 {
            let forgotten =
                W[11] * d.powf(-W[12]) * ((s + 1.0).powf(W[13]) - 1.0) * ((1.0 - chance) * W[14]).exp();
            forgotten.min(s / (W[17] * W[18]).exp())
        } else {
            let factor = if grade < 3.0 {
                W[15]
            } else if grade > 3.0 {
                W[16]
            } else {
                1.0
            };
            s * (1.0
                + W[8].exp() * (11.0 - d) * s.powf(-W[9]) * (((1.0 - chance) * W[10]).exp() - 1.0) * factor)
        };
        self.stability = stability.clamp(0.001, 36500.0);
        let next = d - W[6] * (grade - 3.0) * (10.0 - d) / 9.0;
        self.difficulty = (W[7] * first_difficulty(4.0) + (1.0 - W[7]) * next).clamp(1.0, 10.0);
    }
}

fn first_difficulty(grade: f64) -> f64 {
    W[4] - (W[5] * (grade - 1.0)).exp() + 1.0
}
